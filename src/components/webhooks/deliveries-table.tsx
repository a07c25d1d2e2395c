'use client';
import { Inbox, SearchX } from 'lucide-react';
import { DELIVERY_STATES } from '@/domain/webhook';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format';
import { EmptyState, ErrorState } from '../ui/notice';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { SkeletonRows } from '../ui/skeleton';
import { Table, TableBody, TableHead, TableHeader, TableRow } from '../ui/table';
import { DeliveryRow } from './delivery-row';
import { DELIVERY_STATE_VIEWS } from './delivery-state-catalogue';
import { useDeliveries, useDeliveryState } from './use-deliveries';
import type { Delivery } from './webhook';

const ANY = 'any';
const COLUMNS = 6;

/** What one webhook was told, and what its receiver answered. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const [state, setState] = useDeliveryState();
  const list = useDeliveries(webhookId, state);
  return (
    <section aria-labelledby="deliveries" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="deliveries" className="font-medium">
          Deliveries{' '}
          {list.isSuccess && <span className="text-muted-foreground tabular-nums">({formatNumber(list.total)})</span>}
        </h2>
        <Select
          value={state ?? ANY}
          onValueChange={(value) => setState(DELIVERY_STATES.find((one) => one === value) ?? null)}
        >
          <SelectTrigger aria-label="State" className="w-40">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={ANY}>Any state</SelectItem>
            {DELIVERY_STATES.map((one) => (
              <SelectItem key={one} value={one}>
                {DELIVERY_STATE_VIEWS[one].label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </div>
      {list.error ? (
        <ErrorState
          title="The deliveries could not be loaded"
          message={list.error.message}
          onRetry={() => void list.refetch()}
        />
      ) : list.isPending ? (
        <Card>
          <SkeletonRows rows={4} />
        </Card>
      ) : list.items.length === 0 ? (
        state === null ? (
          <EmptyState icon={Inbox} title="Nothing was sent yet">
            A job that ends from now on shows here. Send a test to try the way.
          </EmptyState>
        ) : (
          <EmptyState
            icon={SearchX}
            title="No delivery is in this state"
            actions={<Button onClick={() => setState(null)}>Show all</Button>}
          />
        )
      ) : (
        <DeliveriesTable deliveries={list.items} />
      )}
      {list.hasNextPage && (
        <Button
          className="justify-self-center"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchingNextPage ? 'Loading' : `Show more (${list.total - list.items.length} left)`}
        </Button>
      )}
    </section>
  );
}

export function DeliveriesTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <Table aria-label="Deliveries">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Event</TableHead>
          <TableHead className="max-md:hidden">Job</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="text-right max-sm:hidden">Attempts</TableHead>
          <TableHead className="text-right">Answer</TableHead>
          <TableHead className="text-right max-sm:hidden">Happened</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} columns={COLUMNS} />
        ))}
      </TableBody>
    </Table>
  );
}
