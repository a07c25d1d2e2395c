'use client';
import { formatCount, formatExact, formatNumber } from '@/domain/format';
import { Badge } from '../ui/badge';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { ControlHistory } from './control-history';
import { Fact, FactList, OptionsCard } from './options-card';
import { describeBatches, describeBatchesWithCanary } from './plan-words';
import { PlatformLinesTable } from './platform-lines-table';
import { sameMembers, useLiveJob } from './progress-context';
import { selectionWords } from './selection-words';

/** What was decided when the job was made. */
export function PlanView() {
  const head = useLiveJob((job) => job.head);
  const sizes = useLiveJob(({ progress }) => progress.batches.map(({ size }) => size), sameMembers);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card>
        <CardHeader>
          <CardTitle>{formatCount(head.commands.length, 'command')}</CardTitle>
        </CardHeader>
        <ol className="px-4 py-2">
          {head.commands.map((command, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line may stand twice; its place is its identity
            <li key={index} className="flex min-h-8 items-center gap-3">
              <span className="w-4 text-right text-muted-foreground text-xs tabular-nums">{index + 1}</span>
              {command.title ? (
                <span className="min-w-0 flex-1">{command.title}</span>
              ) : (
                <code className="break-all font-mono text-xs">{command.line}</code>
              )}
              {command.reference && (
                <code className="text-right font-mono text-muted-foreground text-xs">{command.reference}</code>
              )}
              {command.kind === 'change' && <Badge variant="warning">changes the router</Badge>}
            </li>
          ))}
        </ol>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Pace and origin</CardTitle>
        </CardHeader>
        <FactList>
          <Fact name="Devices">{formatNumber(head.totalDevices)}</Fact>
          <Fact name="Selected as">
            {selectionWords({ ...head.origin, devices: head.totalDevices })}
            {head.retryOf === null && head.origin.group && (
              <span className="text-muted-foreground"> as it was then</span>
            )}
          </Fact>
          {head.origin.template && <Fact name="Template">{head.origin.template.name}</Fact>}
          <Fact name="Batches">{(head.options.canary ? describeBatchesWithCanary : describeBatches)(sizes)}</Fact>
          <Fact name="Strategy">
            {head.strategy === 'batch'
              ? 'Batch by batch: the next starts after the last device of this one'
              : 'Rolling: a free place is filled at once'}
          </Fact>
          <Fact name="Rate limit">
            {head.devicesPerHour === null ? 'none' : `${formatNumber(head.devicesPerHour)} devices an hour`}
          </Fact>
          <Fact name="Started by">{head.createdBy}</Fact>
          <Fact name="Made">{formatExact(head.createdAt)}</Fact>
          <Fact name="Job">
            <code className="break-all font-mono">{head.jobId}</code>
          </Fact>
        </FactList>
      </Card>
      <Card className="lg:col-span-2">
        <CardHeader>
          <CardTitle>What each platform is sent</CardTitle>
        </CardHeader>
        <div className="px-4 pb-3">
          <PlatformLinesTable commands={head.commands} lines={head.lines} titles />
        </div>
      </Card>
      <OptionsCard />
      <ControlHistory />
    </div>
  );
}
