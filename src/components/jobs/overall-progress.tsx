'use client';
import { isFinalJobState } from '@/domain/job';
import { doneOf } from '@/domain/progress';
import { api } from '../shell/api';
import { formatNumber, formatPercent, formatShortClock } from '../ui/format';
import { Elapsed } from '../ui/time';
import { useNow } from '../ui/use-now';
import { CountsBar } from './counts-bar';
import { CountsLine } from './counts-line';
import { shallowEqual, useLiveJob } from './progress-context';

export function OverallProgress() {
  const counts = useLiveJob((job) => job.progress.counts, shallowEqual);
  const done = doneOf(counts);
  return (
    <div className="grid gap-2">
      <CountsBar counts={counts} label="Devices done" className="h-2.5" data-testid="overall-progress" />
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <p className="tabular-nums">
          <span className="font-medium text-sm">
            {formatNumber(done)} of {formatNumber(counts.total)}
          </span>
          <span className="text-muted-foreground"> · </span>
          <span data-testid="job-percent" className="font-medium text-sm">
            {formatPercent(done, counts.total)}
          </span>
        </p>
        <CountsLine counts={counts} className="max-sm:order-3 max-sm:w-full" />
        <Clocks done={done} />
      </div>
    </div>
  );
}

function Clocks({ done }: { done: number }) {
  const { startedAt, endedAt, state } = useLiveJob(
    ({ progress }) => ({ startedAt: progress.startedAt, endedAt: progress.endedAt, state: progress.state }),
    shallowEqual,
  );
  const offsetMs = useLiveJob((job) => job.clockOffsetMs);
  if (!startedAt) return <p className="text-muted-foreground text-xs">not started yet</p>;
  return (
    <p className="flex flex-wrap gap-x-4 text-muted-foreground text-xs tabular-nums">
      <span>
        {isFinalJobState(state) ? 'took ' : 'elapsed '}
        <Elapsed since={startedAt} until={endedAt} offsetMs={offsetMs} className="text-foreground" />
      </span>
      {state === 'running' && <Eta />}
      <Pace startedAt={startedAt} endedAt={endedAt} offsetMs={offsetMs} done={done} />
    </p>
  );
}

/** How often the estimate is asked for anew; it moves slowly. */
const ETA_INTERVAL_MS = 5000;

function Eta() {
  const jobId = useLiveJob((job) => job.head.jobId);
  const { data } = api.jobs.get.useQuery({ jobId }, { refetchInterval: ETA_INTERVAL_MS, staleTime: 0 });
  const now = useNow();
  if (!data?.remainingMs) return null;
  const [early, late] = [now + data.remainingMs.p50, now + data.remainingMs.p90].map(formatShortClock);
  return (
    <span title="Half of such jobs end by the first time, nine of ten by the second">
      ETA{' '}
      <span className="text-foreground">
        {early}
        {late !== early && ` – ${late}`}
      </span>
    </span>
  );
}

/** Below this the rate says nothing yet. */
const MIN_PACE_MS = 3000;

function Pace(props: { startedAt: string; endedAt: string | null; offsetMs: number; done: number }) {
  const now = useNow();
  const end = props.endedAt ? Date.parse(props.endedAt) : now + props.offsetMs;
  const ms = end - Date.parse(props.startedAt);
  if (ms < MIN_PACE_MS || props.done === 0) return null;
  const perMinute = (props.done * 60_000) / ms;
  return (
    <span>
      <span className="text-foreground">
        {perMinute < 100 ? perMinute.toFixed(1) : formatNumber(Math.round(perMinute))}
      </span>{' '}
      devices/min
    </span>
  );
}
