'use client';
import { Inbox, SearchX } from 'lucide-react';
import { formatNumber } from '@/domain/format';
import { DELIVERY_STATES } from '@/domain/webhook';
import { AnySelect } from '../ui/any-select';
import { Button } from '../ui/button';
import { ListStates } from '../ui/list-states';
import { EmptyState } from '../ui/notice';
import { ShowMore } from '../ui/show-more';
import { HeaderRow, Table, TableBody, TableHead } from '../ui/table';
import { DeliveryRow } from './delivery-row';
import { DELIVERY_STATE_VIEWS } from './delivery-state-catalogue';
import { useDeliveries, useDeliveryState } from './use-deliveries';
import type { Delivery } from './webhook';

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
        <AnySelect
          label="State"
          any="Any state"
          value={state}
          options={DELIVERY_STATES.map((one) => [one, DELIVERY_STATE_VIEWS[one].label])}
          onPick={(picked) => void setState(picked)}
          className="w-40"
        />
      </div>
      <ListStates
        what="deliveries"
        query={list}
        items={list.isPending ? undefined : list.items}
        rows={4}
        empty={
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
        }
      >
        {(items) => <DeliveriesTable deliveries={items} />}
      </ListStates>
      <ShowMore list={list} className="justify-self-center" />
    </section>
  );
}

export function DeliveriesTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <Table aria-label="Deliveries">
      <HeaderRow>
        <TableHead>Event</TableHead>
        <TableHead className="max-md:hidden">Job</TableHead>
        <TableHead>State</TableHead>
        <TableHead className="text-right max-sm:hidden">Attempts</TableHead>
        <TableHead className="text-right">Answer</TableHead>
        <TableHead className="text-right max-sm:hidden">Happened</TableHead>
      </HeaderRow>
      <TableBody>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} columns={COLUMNS} />
        ))}
      </TableBody>
    </Table>
  );
}
