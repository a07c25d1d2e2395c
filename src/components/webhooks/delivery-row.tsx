'use client';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { MAX_ATTEMPTS } from '@/domain/webhook';
import { StateMark } from '../jobs/state-mark';
import { cn } from '../ui/cn';
import { TableCell, TableRow } from '../ui/table';
import { TimeAgo } from '../ui/time';
import { DeliveryDetail } from './delivery-detail';
import { deliveryView } from './delivery-state-catalogue';
import { eventLabel } from './event-words';
import type { Delivery } from './webhook';

export function DeliveryRow({ delivery, columns }: { delivery: Delivery; columns: number }) {
  const [open, setOpen] = useState(false);
  const { id, event, jobId, jobTitle, state, attempts, status, createdAt } = delivery;
  return (
    <>
      <TableRow data-testid="delivery-row" data-state={state} data-event={event}>
        <TableCell>
          <button
            type="button"
            aria-expanded={open}
            aria-controls={open ? `delivery-${id}` : undefined}
            onClick={() => setOpen(!open)}
            className="inline-flex items-center gap-1.5 align-middle font-medium hover:underline"
          >
            <ChevronRight aria-hidden className={cn('size-3.5 transition-transform', open && 'rotate-90')} />
            {eventLabel(event)}
          </button>
        </TableCell>
        <TableCell className="max-w-56 truncate max-md:hidden">
          {jobId ? (
            <Link href={`/jobs/${jobId}`} className="text-link hover:underline" title={jobTitle ?? undefined}>
              {jobTitle}
            </Link>
          ) : (
            <span className="text-muted-foreground">–</span>
          )}
        </TableCell>
        <TableCell>
          <StateMark view={deliveryView(delivery)} />
        </TableCell>
        <TableCell className="text-right tabular-nums max-sm:hidden">
          {attempts}
          <span className="text-muted-foreground">/{event === 'ping' ? 1 : MAX_ATTEMPTS}</span>
        </TableCell>
        <TableCell className="text-right font-mono tabular-nums">{status ?? '–'}</TableCell>
        <TableCell className="text-right max-sm:hidden">
          <TimeAgo at={createdAt} />
        </TableCell>
      </TableRow>
      {open && (
        <TableRow id={`delivery-${id}`} className="hover:bg-transparent">
          <TableCell colSpan={columns} className="whitespace-normal py-3">
            <DeliveryDetail delivery={delivery} />
          </TableCell>
        </TableRow>
      )}
    </>
  );
}
