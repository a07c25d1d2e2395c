'use client';
import { useMemo } from 'react';
import { formatClock, formatCount, formatDuration, formatElapsed, formatNumber } from '@/domain/format';
import { percentile } from '@/domain/pacing';
import type { DeviceProgress } from '@/domain/progress';
import { useNow } from '../ui/use-now';
import { BarChart } from './bar-chart';
import { durationBins, type TimeBins, timeBins } from './chart-bins';
import { useLiveJob } from './progress-context';
import { useShownDevices } from './use-job-groups';

const COMPLETED = { name: 'completed', color: 'var(--state-completed-fill)' };
const FAILED = { name: 'failed', color: 'var(--state-failed-fill)', hatched: true };
const NOBODY = 'No device has ended yet.';

/** Throughput, failures and durations of the devices that match the filters; live while the job runs. */
export function ChartsView() {
  const devices = useShownDevices();
  const startedAt = useLiveJob((job) => job.progress.startedAt);
  const endedAt = useLiveJob((job) => job.progress.endedAt);
  const offsetMs = useLiveJob((job) => job.clockOffsetMs);
  const now = useNow();
  if (!startedAt) return <p className="py-6 text-muted-foreground text-xs">The job has not started yet.</p>;
  const endMs = endedAt ? Date.parse(endedAt) : now + offsetMs;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2 2xl:grid-cols-3" data-testid="charts">
      <OverTime devices={devices} startMs={Date.parse(startedAt)} endMs={endMs} />
      <Durations devices={devices} />
    </div>
  );
}

function OverTime({ devices, startMs, endMs }: { devices: readonly DeviceProgress[]; startMs: number; endMs: number }) {
  const { widthMs, bins } = useMemo(() => timeBins(devices, startMs, endMs), [devices, startMs, endMs]);
  const total = bins.reduce((sum, bin) => sum + bin.completed + bin.failed, 0);
  const failed = bins.reduce((sum, bin) => sum + bin.failed, 0);
  const interval = formatElapsed(widthMs);
  const ends = [formatClock(bins[0]!.fromMs), formatClock(bins.at(-1)!.toMs)] as const;
  const label = ({ fromMs, toMs }: TimeBins['bins'][number]) => `${formatClock(fromMs)} – ${formatClock(toMs)}`;
  const most = bins.reduce((best, bin) => (bin.completed + bin.failed > best.completed + best.failed ? bin : best));
  const worst = bins.reduce((best, bin) => (bin.failed > best.failed ? bin : best));
  const frame = { ends, of: 'Interval', empty: NOBODY };
  return (
    <>
      <BarChart
        {...frame}
        testId="chart-throughput"
        title="Devices ended"
        summary={`${formatCount(total, 'device')} ended; each bar is ${interval}, the most in one ${formatNumber(most.completed + most.failed)}.`}
        bars={bins.map((bin) => ({ key: bin.fromMs, label: label(bin), values: [bin.completed, bin.failed] }))}
        series={[COMPLETED, FAILED]}
      />
      <BarChart
        {...frame}
        testId="chart-failures"
        title="Failures"
        summary={
          failed === 0
            ? `None of ${formatCount(total, 'device')} failed.`
            : `${formatNumber(failed)} of ${formatCount(total, 'device')} failed; each bar is ${interval}, the most in one ${formatNumber(worst.failed)} at ${formatClock(worst.fromMs)}.`
        }
        bars={bins.map((bin) => ({ key: bin.fromMs, label: label(bin), values: [bin.failed] }))}
        series={[FAILED]}
      />
    </>
  );
}

function Durations({ devices }: { devices: readonly DeviceProgress[] }) {
  const bins = useMemo(() => durationBins(devices), [devices]);
  const sorted = useMemo(
    () =>
      devices
        .flatMap(({ durationMs, state }) => (durationMs !== null && state !== 'canceled' ? [durationMs] : []))
        .sort((a, b) => a - b),
    [devices],
  );
  const at = (share: number) => formatDuration(percentile(sorted, share) ?? 0);
  const last = bins.at(-1);
  return (
    <BarChart
      testId="chart-durations"
      title="How long devices took"
      of="Duration"
      empty={NOBODY}
      summary={`Half took at most ${at(0.5)}, 95 of 100 at most ${at(0.95)}, the longest ${at(1)}.`}
      ends={[
        '0 s',
        last ? (last.toMs === null ? `over ${formatDuration(last.fromMs)}` : formatDuration(last.toMs)) : '',
      ]}
      bars={bins.map(({ fromMs, toMs, completed, failed }) => ({
        key: fromMs,
        label: toMs === null ? `over ${formatDuration(fromMs)}` : `${formatShort(fromMs)} – ${formatShort(toMs)}`,
        values: [completed, failed],
      }))}
      series={[COMPLETED, FAILED]}
    />
  );
}

/** Bars may be narrower than a tenth of a second. */
const formatShort = (ms: number) => (ms < 1000 ? `${formatNumber(ms)} ms` : formatDuration(ms));
