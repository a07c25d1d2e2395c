'use client';
import { Cable } from 'lucide-react';
import { type CSSProperties, useMemo } from 'react';
import { formatNumber } from '@/domain/format';
import { type JobProgress, positionOf, runningDevices } from '@/domain/progress';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { VirtualGrid } from '../ui/virtual-grid';
import { sameMembers, useLiveJob } from './progress-context';
import { ROW_PX, RunningRow } from './running-row';
import { useCommandTimes } from './use-command-times';
import { useRunMatch } from './use-job-groups';

/** More scroll within the list. */
const MAX_ROWS = 10;

/** Devices in work, the longest-running first, so that what hangs rises to the top. */
export function NowRunning() {
  const running = useLiveJob((job) => runningDevices(job.progress), sameMembers);
  const matches = useRunMatch();
  const positions = useLiveJob(({ progress }) => progress, samePlan);
  const devices = useMemo(() => {
    if (!matches) return running;
    return running.filter((device) => matches(device, positionOf(positions, device.deviceId)));
  }, [running, positions, matches]);
  const usualOf = useCommandTimes();
  const state = useLiveJob((job) => job.progress.state);
  const rows = useLiveJob(({ head }) => Math.min(head.batchSize || head.totalDevices, head.totalDevices, MAX_ROWS));
  return (
    <Card data-testid="now-running">
      <CardHeader>
        <CardTitle>
          Now running <span className="text-muted-foreground tabular-nums">({formatNumber(devices.length)})</span>
        </CardTitle>
      </CardHeader>
      {/* As high as it will ever be: what stands below must not jump when a device ends and the next one starts. */}
      <div
        style={{ '--height': `${rows * ROW_PX + 8}px` } as CSSProperties}
        className="h-(--height) py-1 max-sm:max-h-42"
      >
        {devices.length === 0 ? (
          <p className="flex min-h-8 items-center gap-2 px-4 text-muted-foreground text-xs">
            <Cable aria-hidden className="size-3.5 shrink-0" />
            {matches && running.length > 0
              ? `None of the ${formatNumber(running.length)} running devices matches the filter.`
              : (IDLE_TEXT[state] ?? 'No session is open right now.')}
          </p>
        ) : (
          <VirtualGrid
            count={devices.length}
            rowHeightPx={ROW_PX}
            getKey={(index) => devices[index]?.deviceId ?? String(index)}
            aria-label="Running devices"
            className="h-full"
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

/** Where a device stands in the plan does not change while the job runs. */
const samePlan = (a: JobProgress, b: JobProgress) => a.jobId === b.jobId;

const IDLE_TEXT: Partial<Record<string, string>> = {
  pending: 'The first devices start in a moment.',
  paused: 'Paused: no session is open. Resume to go on.',
  completing: 'No session is open; the results are being saved.',
};
