'use client';
import { Cable } from 'lucide-react';
import { type CSSProperties, useMemo } from 'react';
import { formatNumber } from '@/domain/format';
import { runningDevices } from '@/domain/progress';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { VirtualGrid } from '../ui/virtual-grid';
import { sameMembers, useLiveJob, usePositionOf } from './progress-context';
import { ROW_PX, RunningRow } from './running-row';
import { useCommandTimes } from './use-command-times';
import { useRunMatch } from './use-job-groups';

/** More scroll within the list. */
const MAX_ROWS = 10;
const ROW_REM = ROW_PX / 16;

/** Devices in work, the longest-running first, so that what hangs rises to the top. */
export function NowRunning() {
  const running = useLiveJob((job) => runningDevices(job.progress), sameMembers);
  const matches = useRunMatch();
  const positionOf = usePositionOf();
  const devices = useMemo(() => {
    if (!matches) return running;
    return running.filter((device) => matches(device, positionOf(device.deviceId)));
  }, [running, positionOf, matches]);
  const usualOf = useCommandTimes();
  const state = useLiveJob((job) => job.progress.state);
  const rows = useLiveJob(({ head }) => Math.min(head.batchSize || head.totalDevices, head.totalDevices, MAX_ROWS));
  return (
    <Card data-testid="now-running" className="flex flex-col">
      <CardHeader>
        <CardTitle>
          Now running <span className="text-muted-foreground tabular-nums">({formatNumber(devices.length)})</span>
        </CardTitle>
      </CardHeader>
      {/* Never higher or lower for what runs: nothing below may jump when a device ends and the next one starts. Where the
          wall beside it is higher, the list has that room as well. */}
      <div
        style={{ '--height': `${rows * ROW_REM}rem` } as CSSProperties}
        className="relative min-h-[calc(var(--height)+0.5rem)] flex-1 max-sm:min-h-[min(calc(var(--height)+0.5rem),10.5rem)]"
      >
        {devices.length === 0 ? (
          <p className="flex min-h-10 items-center gap-2 px-4 text-muted-foreground text-xs">
            <Cable aria-hidden className="size-3.5 shrink-0" />
            {matches && running.length > 0
              ? unmatchedText(running.length)
              : (IDLE_TEXT[state] ?? 'No session is open right now.')}
          </p>
        ) : (
          <VirtualGrid
            count={devices.length}
            rowHeightPx={ROW_PX}
            getKey={(index) => devices[index]?.deviceId ?? String(index)}
            aria-label="Running devices"
            className="absolute inset-0 my-1"
          >
            {(index) => {
              const device = devices[index];
              return device && <RunningRow device={device} usual={usualOf(device)} />;
            }}
          </VirtualGrid>
        )}
      </div>
    </Card>
  );
}

const unmatchedText = (running: number) =>
  running === 1
    ? 'The one running device does not match the filter.'
    : `None of the ${formatNumber(running)} running devices matches the filter.`;

const IDLE_TEXT: Partial<Record<string, string>> = {
  pending: 'The first devices start in a moment.',
  paused: 'Paused: no session is open.',
  completing: 'No session is open; the results are being saved.',
};
