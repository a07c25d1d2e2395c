import type { Counts } from '@/domain/event-schema';
import type { DeviceRunState } from '@/domain/job';
import { doneOf } from '@/domain/progress';
import { FLEET_GLYPHS } from './fleet-glyphs';

/** What is worst in a group comes first; where nothing is wrong, whether it is at work, done or waiting. */
export function worstState(counts: Counts): DeviceRunState {
  const bad = (['failed', 'unknown', 'canceled', 'skipped', 'running'] as const).find((state) => counts[state] > 0);
  if (bad) return bad;
  return counts.completed > 0 ? 'completed' : 'pending';
}

/** The share of its state's colour that a group has: some as soon as it has begun, all when it is done or waits. Percent. */
export function inkPercent(counts: Counts): number {
  const done = doneOf(counts);
  // What waits is pale as it is, and must not look like land without devices.
  if (done === 0 && counts.running === 0) return 100;
  return Math.round(45 + (55 * done) / counts.total);
}

/** The colour of a group as CSS: of its worst state, the paler the less is done. */
export const inkOf = (counts: Counts): string =>
  `color-mix(in oklab, var(${FLEET_GLYPHS[worstState(counts)].color}) ${inkPercent(counts)}%, var(--card))`;

/** States whose colour has to be told apart by shape as well. */
export const isHatched = (counts: Counts): boolean => counts.failed + counts.unknown > 0;

export interface Point {
  readonly x: number;
  readonly y: number;
}

const DIRECTIONS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** Straight ahead is nearer than aside, and what lies more aside than this is not ahead. */
const ASIDE = 2;

/** The nearest point in the direction of an arrow key; `from` itself where there is none, null for any other key. */
export function neighborByKey(key: string, from: number, points: readonly Point[]): number | null {
  const direction = DIRECTIONS[key];
  const origin = points[from];
  if (!direction || !origin) return null;
  let best = { index: from, distance: Number.POSITIVE_INFINITY };
  points.forEach(({ x, y }, index) => {
    const [dx, dy] = [x - origin.x, y - origin.y];
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y + dy * direction.x);
    if (index === from || ahead <= 0 || aside > ASIDE * ahead) return;
    const distance = ahead + ASIDE * aside;
    if (distance < best.distance) best = { index, distance };
  });
  return best.index;
}
