import type { JobEnd } from '@/client/client';
import { formatCount, formatElapsed, formatNumber } from '@/domain/format';
import type { JobProgress } from '@/domain/progress';
import type { Exit } from '../exit-codes';
import { type Glyphs, STATE_PAINTS, STATE_WORDS } from '../live/glyphs';
import { stateSpan } from '../live/head';
import { deviceLine } from '../live/lines';
import type { WatchedJob } from '../live/watch';
import type { Line } from '../terminal/paint';

const MAX_NAMED = 20;

/** How the end of a followed job counts for a script. */
export function exitOf({ state, outcome }: Pick<JobEnd, 'state' | 'outcome'>): Exit {
  if (state === 'canceled') return 'canceled';
  return outcome === 'ok' ? 'ok' : 'devicesFailed';
}

/** What is left to read when a job has ended: how it went, who did not complete and why. */
export function summaryLines({ head, progress }: WatchedJob, glyphs: Glyphs): Line[] {
  const state = stateSpan(progress);
  const { startedAt, endedAt } = progress;
  const took = startedAt && endedAt ? ` in ${formatElapsed(Date.parse(endedAt) - Date.parse(startedAt))}` : '';
  const bad = progress.devices.filter((device) => device.state === 'failed' || device.state === 'unknown');
  const reason = progress.stateReason ? ` (${progress.stateReason.replaceAll('_', ' ')})` : '';
  return [
    [{ text: capital(state.text), paint: state.paint }, `${took}${reason}: ${countsWords(progress)}`],
    ...bad
      .slice(0, MAX_NAMED)
      .map(
        (device): Line => [
          '  ',
          { text: glyphs.mark[device.state], paint: STATE_PAINTS[device.state] },
          ` ${deviceLine(device)}`,
        ],
      ),
    ...(bad.length > MAX_NAMED
      ? [[`  and ${formatNumber(bad.length - MAX_NAMED)} more: areazero jobs show ${head.jobId}`] as Line]
      : []),
  ];
}

/** What a person may do next. */
export function hintLines({ head, progress: { counts } }: WatchedJob): Line[] {
  const outputs = `Outputs: areazero jobs output ${head.jobId}`;
  const again = `Again:   areazero jobs retry ${head.jobId} --scope unfinished`;
  const hints = counts.completed === counts.total ? [outputs] : [outputs, again];
  return hints.map((text) => [{ text, paint: 'dim' }]);
}

/** `58 completed, 2 failed of 60 devices`. */
function countsWords({ counts }: JobProgress): string {
  const states = ['completed', 'failed', 'unknown', 'skipped', 'canceled', 'pending'] as const;
  const parts = states
    .filter((state) => counts[state] > 0 || state === 'completed')
    .map((state) => `${formatNumber(counts[state])} ${STATE_WORDS[state]}`);
  return `${parts.join(', ')} of ${formatCount(counts.total, 'device')}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
