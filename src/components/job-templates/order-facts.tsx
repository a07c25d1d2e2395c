'use client';
import { DEFAULT_BATCH_SIZE } from '../jobs/job-draft';
import { Fact, FactList } from '../jobs/options-card';
import { optionsSummary } from '../jobs/options-words';
import type { JobOrder } from '../jobs/order-draft';
import { selectionWords } from '../jobs/selection-words';
import { api } from '../shell/api';
import { commandsWords, paceWords } from './template-words';

/** What a template will keep, in words. */
export function OrderFacts({ order }: { order: JobOrder }) {
  const groups = api.deviceGroups.names.useQuery(undefined, { enabled: order.groupId !== undefined });
  const group =
    order.groupId === undefined ? null : { name: groups.data?.find(({ id }) => id === order.groupId)?.name ?? '…' };
  const { batchSize = DEFAULT_BATCH_SIZE, strategy = 'batch', devicesPerHour = null } = order;
  return (
    <div className="-mx-4">
      <FactList>
        <Fact name="Devices">
          {selectionWords({ filter: order.filter, group, devices: order.deviceIds?.length ?? null })}
          <span className="block text-muted-foreground">
            {order.deviceIds ? 'These, at each run.' : 'Whoever that is when it runs.'}
          </span>
        </Fact>
        <Fact name="Commands">{commandsWords(order.commands)}</Fact>
        <Fact name="Pace">{paceWords({ batchSize, strategy, devicesPerHour })}</Fact>
        <Fact name="Safety">{optionsSummary(order)}</Fact>
        <Fact name="Title">{order.title ?? 'the name of the template'}</Fact>
      </FactList>
    </div>
  );
}
