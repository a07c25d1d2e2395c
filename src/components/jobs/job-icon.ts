import type { JobOutcome, JobState } from '@/domain/job';
import { isFinalJobState } from '@/domain/job';
import { percentOf } from '@/domain/progress';
import type { JobGist } from './job-title-text';

// A tab's icon is drawn outside of the page: no token reaches it, so these stand on light and on dark tabs alike.
const BLUE = '#3b82f6';
const GREEN = '#22a06b';
const RED = '#dc3d3d';
const AMBER = '#d58a10';
const GREY = '#8a8f98';

const STATE_COLORS = {
  pending: GREY,
  running: BLUE,
  pausing: AMBER,
  paused: AMBER,
  completing: BLUE,
  completed: GREEN,
  canceling: GREY,
  canceled: GREY,
  failed: RED,
} satisfies Record<JobState, string>;
const OUTCOME_COLORS = { ok: GREEN, partial: AMBER, failed: RED } satisfies Record<JobOutcome, string>;

/** What stands in the ring, so that the color is not alone: a tick, a cross, a mark, two bars. */
const SIGNS = {
  ok: '<path d="M10.5 16.5l4 4 7.5-8"/>',
  failed: '<path d="M11.5 11.5l9 9M20.5 11.5l-9 9"/>',
  partial: '<path d="M16 9.5v8M16 22v.2"/>',
  paused: '<path d="M13 11.5v9M19 11.5v9"/>',
} as const;

const RADIUS = 12.5;
const ROUND = 2 * Math.PI * RADIUS;

function signOf({ state, outcome }: JobGist): string {
  if (outcome) return SIGNS[outcome];
  if (state === 'failed' || state === 'canceled') return SIGNS.failed;
  return state === 'paused' || state === 'pausing' ? SIGNS.paused : '';
}

/** An icon for the browser's tab as an SVG: a ring that fills, and how it ended. */
export function jobIcon(job: JobGist): string {
  const color = job.outcome ? OUTCOME_COLORS[job.outcome] : STATE_COLORS[job.state];
  const share = isFinalJobState(job.state) ? 1 : percentOf(job.counts) / 100;
  const ring = `<circle cx="16" cy="16" r="${RADIUS}"`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke-width="5" stroke-linecap="round">',
    `${ring} stroke="${GREY}" stroke-opacity=".35"/>`,
    share > 0
      ? `${ring} stroke="${color}" stroke-dasharray="${(share * ROUND).toFixed(1)} ${ROUND.toFixed(1)}" transform="rotate(-90 16 16)"/>`
      : '',
    `<g stroke="${color}" stroke-width="3.5">${signOf(job)}</g>`,
    '</svg>',
  ].join('');
}
