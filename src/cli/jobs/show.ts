import { describeFailure } from '@/domain/failure';
import { formatElapsed, formatExact, formatNumber, formatRate, formatShortClock } from '@/domain/format';
import { doneOf } from '@/domain/progress';
import type { Context } from '../context';
import { STATE_WORDS } from '../live/glyphs';
import { stateSpan } from '../live/head';
import { listed } from '../pages';
import type { JobView, Portal, RunItem } from '../portal';
import type { Line, Span } from '../terminal/paint';
import { printTable } from '../terminal/table';

/** A job as it stands, for a person: how far, how fast, where, and every device that failed with its reason. */
export async function printJob({ out }: Context, { client }: Portal, job: JobView): Promise<void> {
  for (const line of headLines(job)) out.line(line);
  out.line([]);
  printTable(
    out,
    [
      { title: 'country', of: ({ country }) => country },
      { title: 'done', of: (counts) => doneOf(counts), right: true },
      ...(['total', 'completed', 'failed', 'unknown', 'running'] as const).map((title) => ({
        title,
        of: (counts: JobView['countries'][number]) => counts[title],
        right: true,
      })),
    ],
    job.countries,
  );
  const { jobId } = job;
  const runs = await Promise.all(
    (['failed', 'unknown'] as const).map((state) =>
      listed((page) => client.jobs.runs.query({ jobId, state, ...page })),
    ),
  );
  const failed = runs.flatMap(({ items }) => items);
  if (failed.length === 0) return;
  out.line([]);
  printTable<RunItem>(
    out,
    [
      { title: 'device', of: ({ deviceName }) => deviceName },
      { title: 'country', of: ({ country }) => country },
      { title: 'state', of: ({ state }) => state },
      { title: 'reason', of: ({ failure }) => (failure ? describeFailure(failure) : '') },
    ],
    failed,
  );
}

function headLines(job: JobView): Line[] {
  const { counts, elapsedMs, remainingMs, etaRange, devicesPerMinute, stateReason } = job;
  const field = (name: string, ...text: (string | Span)[]): Line => [{ text: name.padEnd(10), paint: 'dim' }, ...text];
  const states = (['completed', 'failed', 'unknown', 'skipped', 'canceled', 'running', 'pending'] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${formatNumber(counts[state])} ${STATE_WORDS[state]}`);
  const reason = stateReason ? ` (${stateReason.replaceAll('_', ' ')})` : '';
  return [
    [{ text: job.title, paint: 'bold' }],
    field('Job', job.jobId),
    field('State', stateSpan(job), reason),
    field('Made', `${formatExact(job.createdAt)} by ${job.createdBy}`),
    field(
      'Devices',
      `${formatNumber(doneOf(counts))} of ${formatNumber(counts.total)} (${job.percent} %): ${states.join(', ')}`,
    ),
    field('Batches', `${job.batches.filter(({ state }) => state === 'completed').length} of ${job.totalBatches} done`),
    field('Commands', job.commands.map(({ line }) => line).join('; ')),
    ...(elapsedMs === null ? [] : [field(job.endedAt ? 'Took' : 'Elapsed', formatElapsed(elapsedMs))]),
    ...(devicesPerMinute > 0 ? [field('Speed', `${formatRate(devicesPerMinute)} devices/min`)] : []),
    ...(remainingMs && etaRange
      ? [field('ETA', `${formatShortClock(etaRange.p50)}, nine of ten by ${formatShortClock(etaRange.p90)}`)]
      : []),
    ...(job.retryOf ? [field('Retry of', job.retryOf)] : []),
  ];
}
