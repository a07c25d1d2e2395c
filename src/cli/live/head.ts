import {
  formatCountdown,
  formatElapsed,
  formatNumber,
  formatPercent,
  formatRange,
  formatRate,
  formatShortClock,
} from '@/domain/format';
import { isFinalJobState, type JobOutcome, type JobState } from '@/domain/job';
import { doneOf } from '@/domain/progress';
import { type Line, lineWidth, type Paint, type Span } from '../terminal/paint';
import { cut, safeLine } from '../terminal/text';
import { bar } from './bar';
import { type Glyphs, STATE_PAINTS, STATE_WORDS } from './glyphs';
import { knownAt, type LiveView } from './view';

const STATE_LINE = {
  pending: { text: 'waiting', paint: 'dim' },
  running: { text: 'running', paint: 'cyan' },
  pausing: { text: 'pausing', paint: 'yellow' },
  paused: { text: 'paused', paint: 'yellow' },
  completing: { text: 'completing', paint: 'cyan' },
  completed: { text: 'completed', paint: 'green' },
  canceling: { text: 'canceling', paint: 'yellow' },
  canceled: { text: 'canceled', paint: 'yellow' },
  failed: { text: 'failed', paint: 'red' },
} satisfies Record<JobState, Span>;

const OUTCOME_LINE = {
  ok: { text: 'completed', paint: 'green' },
  partial: { text: 'completed in part', paint: 'yellow' },
  failed: { text: 'completed, all failed', paint: 'red' },
} satisfies Record<JobOutcome, Span>;

/** A completed job says how it went rather than that it ended. */
export const stateSpan = ({
  state,
  outcome,
}: {
  state: JobState;
  outcome: JobOutcome | null;
}): Span & { paint: Paint } => (outcome ? OUTCOME_LINE[outcome] : STATE_LINE[state]);

/** Title at the left, state at the right edge. */
export function titleLine({ head, progress }: LiveView, columns: number): Line {
  const state = stateSpan(progress);
  const room = columns - lineWidth([state]) - 2;
  const title = cut(safeLine(head.title), room);
  return [{ text: title, paint: 'bold' }, ' '.repeat(Math.max(1, columns - lineWidth([title, state]))), state];
}

export function barLine({ progress: { counts } }: LiveView, columns: number, glyphs: Glyphs): Line {
  const done = formatNumber(doneOf(counts));
  const total = formatNumber(counts.total);
  const figures = `  ${formatPercent(doneOf(counts), counts.total).padStart(7)}${glyphs.dot}${done.padStart(total.length)} of ${total}`;
  const width = Math.max(10, columns - figures.length);
  return [...bar(counts, width, glyphs), { text: figures, paint: 'bold' }];
}

/** `✓ 22 completed  ✗ 2 failed  ● 10 running  ○ 26 waiting`; classes that nobody is in are left out, but for these. */
export function countsLine({ progress: { counts } }: LiveView, glyphs: Glyphs): Line {
  const always = new Set(['completed', 'failed', 'running', 'pending']);
  const states = ['completed', 'failed', 'unknown', 'skipped', 'canceled', 'running', 'pending'] as const;
  return states
    .filter((state) => counts[state] > 0 || always.has(state))
    .flatMap((state, at): Span[] => [
      ...(at > 0 ? [{ text: '   ' }] : []),
      { text: glyphs.mark[state], paint: counts[state] > 0 ? STATE_PAINTS[state] : 'dim' },
      { text: ` ${formatNumber(counts[state])} ${STATE_WORDS[state]}`, paint: counts[state] > 0 ? undefined : 'dim' },
    ]);
}

/** How long, how fast, until when; then where it stands and what holds it back. Numbers are those of `jobs.get`. */
export function clockLines(view: LiveView, glyphs: Glyphs): Line[] {
  const { head, progress, numbers } = view;
  const now = knownAt(view);
  const { state, startedAt, endedAt, batches } = progress;
  if (!startedAt) return [[{ text: 'not started yet', paint: 'dim' }], []];
  const running = state === 'running';
  const begun = batches.filter((batch) => batch.state !== 'pending').length;
  const took = (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt);
  const joined = (figures: readonly (string | null | undefined | false)[]): Line => [
    figures.filter(Boolean).join(glyphs.dot),
  ];
  return [
    joined([
      `${isFinalJobState(state) ? 'took' : 'elapsed'} ${formatElapsed(took)}`,
      numbers !== null && numbers.devicesPerMinute > 0 && `${formatRate(numbers.devicesPerMinute)} devices/min`,
      running && numbers?.remainingMs && eta(numbers.remainingMs, now, glyphs),
    ]),
    joined([
      `batch ${formatNumber(begun)} of ${formatNumber(head.totalBatches)}`,
      running && nextStart(view),
      running && numbers?.limitedBy && `limited by ${numbers.limitedBy}`,
      numbers?.usualMs && `usually ${formatRange(numbers.usualMs.from, numbers.usualMs.to)}`,
    ]),
  ];
}

/** Half of such jobs end by the first time, nine of ten by the second: `ETA 14:05 – 14:07, in 2 to 4 minutes`. */
function eta({ p50, p90 }: { p50: number; p90: number }, now: number, glyphs: Glyphs): string {
  const [early, late] = [now + p50, now + p90].map(formatShortClock);
  const times = late === early ? early : `${early} ${glyphs.dash} ${late}`;
  return `ETA ${times}, in ${formatRange(p50, p90)}`;
}

function nextStart(view: LiveView): string | null {
  const { head, progress } = view;
  const at = progress.record.nextStartAt;
  if (!at) return null;
  const left = Date.parse(at) - knownAt(view);
  return `next ${head.strategy === 'rolling' ? 'device' : 'batch'} ${left > 0 ? `in ${formatCountdown(left)}` : 'starts now'}`;
}

/** What a person should know now: the connection, a pause and its reason, a suspended credential, a rule near its limit. */
export function noticeLines({ progress, numbers, lostSince, overHttp, now }: LiveView): Line[] {
  const notices: Line[] = [];
  if (lostSince !== null) {
    const since = `${formatShortClock(lostSince)} (${formatElapsed(now - lostSince)})`;
    notices.push([{ text: `Connection lost: reconnecting since ${since}; nothing is missed`, paint: 'yellow' }]);
  } else if (overHttp && !isFinalJobState(progress.state)) {
    notices.push([{ text: 'Live over HTTP: websockets do not come through', paint: 'dim' }]);
  }
  if (progress.stateReason && progress.state !== 'running') {
    notices.push([{ text: `Reason: ${progress.stateReason.replaceAll('_', ' ')}`, paint: 'yellow' }]);
  }
  if (progress.record.stopAfterBatch && !isFinalJobState(progress.state)) {
    notices.push([{ text: 'Stops after this batch', paint: 'yellow' }]);
  }
  for (const { message } of numbers?.warnings ?? []) notices.push([{ text: message, paint: 'yellow' }]);
  for (const { rule, value, limit } of numbers?.stopRules ?? []) {
    if (value * 2 >= limit) notices.push([{ text: `Stop rule ${rule}: ${value} of ${limit}`, paint: 'yellow' }]);
  }
  const untouched = progress.counts.total === progress.counts.pending;
  if (untouched && progress.state === 'pending')
    notices.push([{ text: 'The first devices start in a moment', paint: 'dim' }]);
  return notices;
}
