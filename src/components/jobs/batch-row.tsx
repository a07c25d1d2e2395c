'use client';
import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { formatClock, formatDuration, formatExact, formatNumber } from '@/domain/format';
import type { BatchProgress, DeviceProgress } from '@/domain/progress';
import { cn } from '../ui/cn';
import { TableCell, TableRow } from '../ui/table';
import { Elapsed } from '../ui/time';
import { CountsBar } from './counts-bar';
import { failureLabel } from './failure-catalogue';
import { useLiveJob } from './progress-context';
import { RetryButton } from './retry-button';
import { useDeviceParam } from './run-params';
import { noteOf } from './run-row';
import { BATCH_STATE_VIEWS, DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateIcon, StateMark } from './state-mark';
import { sameTile, type Tile } from './wall-groups';

interface BatchRowProps {
  batch: BatchProgress;
  /** Its devices that match the filters. */
  tile: Tile;
  open: boolean;
  rowIndex: number;
  /** Whether what did not complete may be tried again. */
  retries: boolean;
  onToggle: (index: number) => void;
}

export const BatchRow = memo(
  function BatchRow({ batch, tile, open, rowIndex, retries, onToggle }: BatchRowProps) {
    const offsetMs = useLiveJob((job) => job.clockOffsetMs);
    const { counts } = tile;
    const unfinished = batch.size - batch.counts.completed;
    const failed = counts.failed + counts.unknown;
    return (
      <TableRow data-testid="batch-row" data-batch={batch.index} data-state={batch.state} aria-rowindex={rowIndex}>
        <TableCell className="px-2 text-right tabular-nums">
          <button
            type="button"
            aria-expanded={open}
            aria-label={`Batch ${batch.index}`}
            onClick={() => onToggle(batch.index)}
            className="inline-flex items-center gap-1 rounded-sm px-1 align-middle text-link hover:underline"
          >
            <ChevronRight aria-hidden className={cn('size-3.5 transition-transform', open && 'rotate-90')} />
            {formatNumber(batch.index)}
          </button>
        </TableCell>
        <TableCell>
          <StateMark view={BATCH_STATE_VIEWS[batch.state]} />
        </TableCell>
        <TableCell className="max-sm:hidden">
          <CountsBar counts={counts} label={`Batch ${batch.index}: devices done`} />
        </TableCell>
        <TableCell className="text-right tabular-nums max-sm:hidden">{formatNumber(counts.completed)}</TableCell>
        <TableCell className={`text-right tabular-nums ${failed > 0 ? 'text-state-failed' : 'text-muted-foreground'}`}>
          {formatNumber(failed)}
        </TableCell>
        <TableCell className="text-right tabular-nums max-sm:hidden">{formatNumber(counts.total)}</TableCell>
        <TableCell className="text-right text-muted-foreground tabular-nums max-lg:hidden min-[3000px]:hidden">
          {tile.p50 === null ? '–' : `${formatDuration(tile.p50)} / ${formatDuration(tile.p95 ?? tile.p50)}`}
        </TableCell>
        <TableCell className="text-right tabular-nums max-md:hidden">
          {batch.startedAt ? <time title={formatExact(batch.startedAt)}>{formatClock(batch.startedAt)}</time> : '–'}
        </TableCell>
        <TableCell className="text-right tabular-nums max-sm:hidden">
          {batch.startedAt ? <Elapsed since={batch.startedAt} until={batch.endedAt} offsetMs={offsetMs} /> : '–'}
        </TableCell>
        {retries && (
          <TableCell className="text-right">
            {unfinished > 0 && (
              <RetryButton
                scope="batch"
                batch={batch.index}
                label={`Retry ${formatNumber(unfinished)}`}
                count={unfinished}
                variant="secondary"
                size="sm"
              />
            )}
          </TableCell>
        )}
      </TableRow>
    );
  },
  // Batches are copied at each frame; only what they hold counts.
  (before, after) =>
    before.retries === after.retries &&
    before.open === after.open &&
    before.rowIndex === after.rowIndex &&
    before.batch.state === after.batch.state &&
    before.batch.endedAt === after.batch.endedAt &&
    before.batch.startedAt === after.batch.startedAt &&
    before.batch.counts.completed === after.batch.counts.completed &&
    sameTile(before.tile, after.tile),
);

interface BatchDeviceRowProps {
  device: DeviceProgress;
  rowIndex: number;
  /** Whether the rows of batches end in a cell for trying again. */
  retries: boolean;
}

/** A device of a batch that is open, its numbers below the heads that they belong to. */
export const BatchDeviceRow = memo(function BatchDeviceRow(props: BatchDeviceRowProps) {
  const { device, rowIndex, retries } = props;
  const [, openDevice] = useDeviceParam();
  const view = DEVICE_RUN_STATE_VIEWS[device.state];
  return (
    <TableRow data-testid="batch-device" data-device={device.deviceName} aria-rowindex={rowIndex}>
      <TableCell className="px-2 text-right font-mono text-muted-foreground">{device.country}</TableCell>
      <TableCell className="truncate" colSpan={2}>
        <button
          type="button"
          onClick={() => openDevice(device.deviceId)}
          className="mr-4 inline-flex w-40 items-center gap-1.5 text-left align-middle font-medium hover:underline max-sm:w-auto"
        >
          <StateIcon view={{ ...view, spins: false }} />
          <span className="truncate">{device.deviceName}</span>
        </button>
        <span className={view.text}>{device.failure ? failureLabel(device.failure) : view.label}</span>
        <span className="ml-3 text-muted-foreground max-sm:hidden">{noteOf(device)}</span>
      </TableCell>
      <TableCell className="text-right text-muted-foreground tabular-nums max-sm:hidden">
        {device.commandsCompleted}/{device.commandTotal}
      </TableCell>
      {/* Of failed, devices and percentiles a device has none. On a phone the two columns above reach to failed. */}
      <TableCell className="max-sm:hidden" />
      <TableCell className="max-sm:hidden" />
      <TableCell className="max-lg:hidden min-[3000px]:hidden" />
      <TableCell className="text-right text-muted-foreground tabular-nums max-md:hidden">
        {device.startedAt && <time title={formatExact(device.startedAt)}>{formatClock(device.startedAt)}</time>}
      </TableCell>
      <TableCell className="text-right tabular-nums max-sm:hidden">
        {device.durationMs !== null && formatDuration(device.durationMs)}
      </TableCell>
      {retries && <TableCell />}
    </TableRow>
  );
});
