'use client';
import type { ReactNode } from 'react';
import { formatCountdown, formatPercent, formatRange, formatRate, formatShortClock } from '@/domain/format';
import { isFinalJobState } from '@/domain/job';
import { ranOf } from '@/domain/progress';
import { Elapsed } from '../ui/time';
import { useNow } from '../ui/use-now';
import { shallowEqual, useLiveJob } from './progress-context';
import { useJobNumbers } from './use-job-numbers';

/** How long it has run, when it will end, how fast it is and what holds it back. */
export function JobClocks() {
  const { startedAt, endedAt, state } = useLiveJob(
    ({ progress }) => ({ startedAt: progress.startedAt, endedAt: progress.endedAt, state: progress.state }),
    shallowEqual,
  );
  const offsetMs = useLiveJob((job) => job.clockOffsetMs);
  const numbers = useJobNumbers();
  if (!startedAt) return <p className="text-muted-foreground text-xs">not started yet</p>;
  const ended = isFinalJobState(state);
  const usual = numbers?.usualMs;
  return (
    <p data-testid="job-clocks" className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs tabular-nums">
      <Figure name={ended ? 'took' : 'elapsed'}>
        <Elapsed since={startedAt} until={endedAt} offsetMs={offsetMs} />
      </Figure>
      {usual && (
        <span title="Half of the completed jobs of these commands, this pace and about this size">
          usually {formatRange(usual.from, usual.to)}
        </span>
      )}
      {state === 'running' && <NextStart />}
      {state === 'running' && numbers?.remainingMs && <Eta remainingMs={numbers.remainingMs} />}
      {ended && <MeanPace startedAt={startedAt} endedAt={endedAt} />}
      {!ended && state !== 'paused' && numbers && <PaceNow numbers={numbers} />}
      <SuccessRate />
      {state === 'running' && numbers?.limitedBy && (
        <Figure name="limited by" testId="limited-by">
          {numbers.limitedBy}
        </Figure>
      )}
    </p>
  );
}

interface FigureProps {
  name?: string;
  /** Behind the figure. */
  unit?: string;
  title?: string;
  testId?: string;
  children: ReactNode;
}

function Figure({ name, unit, title, testId, children }: FigureProps) {
  return (
    <span title={title} data-testid={testId} className="whitespace-nowrap">
      {name && `${name} `}
      <span className="text-foreground">{children}</span>
      {unit && ` ${unit}`}
    </span>
  );
}

/** The wait that the rate limit asks for: `next batch in 0:42`. */
function NextStart() {
  const { at, rolling } = useLiveJob(
    ({ head, progress }) => ({ at: progress.record.nextStartAt, rolling: head.strategy === 'rolling' }),
    shallowEqual,
  );
  const offsetMs = useLiveJob((job) => job.clockOffsetMs);
  const now = useNow();
  if (!at) return null;
  const leftMs = Date.parse(at) - (now + offsetMs);
  return (
    <Figure name={`next ${rolling ? 'device' : 'batch'}`} testId="next-start" title="The rate limit asks for this wait">
      {leftMs > 0 ? `in ${formatCountdown(leftMs)}` : 'starts now'}
    </Figure>
  );
}

function Eta({ remainingMs }: { remainingMs: { p50: number; p90: number } }) {
  const now = useNow();
  const [early, late] = [now + remainingMs.p50, now + remainingMs.p90].map(formatShortClock);
  return (
    <Figure name="ETA" testId="job-eta" title="Half of such jobs end by the first time, nine of ten by the second">
      {early}
      {late !== early && ` – ${late}`}
    </Figure>
  );
}

function PaceNow({ numbers }: { numbers: { devicesPerMinute: number } }) {
  if (numbers.devicesPerMinute === 0) return null;
  return (
    <Figure unit="devices/min" title="Devices that ended in the last minute" testId="devices-per-minute">
      {formatRate(numbers.devicesPerMinute)}
    </Figure>
  );
}

/** A shorter job says nothing of a speed. */
const MIN_PACE_MS = 3000;

function MeanPace({ startedAt, endedAt }: { startedAt: string; endedAt: string | null }) {
  const ran = useLiveJob(({ progress }) => ranOf(progress.counts));
  const ms = endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : 0;
  if (ms < MIN_PACE_MS || ran === 0) return null;
  return (
    <Figure unit="devices/min" title="On average over the whole job" testId="devices-per-minute">
      {formatRate((ran * 60_000) / ms)}
    </Figure>
  );
}

function SuccessRate() {
  const { completed, judged } = useLiveJob(
    ({ progress: { counts } }) => ({
      completed: counts.completed,
      judged: ranOf(counts),
    }),
    shallowEqual,
  );
  if (judged === 0) return null;
  return (
    <Figure name="success" testId="success-rate" title="Completed among the devices that ran to an end of their own">
      {formatPercent(completed, judged)}
    </Figure>
  );
}
