import type { Counts } from '@/domain/event-schema';
import type { FailureKind } from '@/domain/failure-schema';
import { percentile } from '@/domain/pacing';
import { type DeviceProgress, emptyCounts } from '@/domain/progress';
import type { DeviceGroups, RunMatch } from './run-filter';

export const DIMENSIONS = ['country', 'site', 'platform', 'area', 'batch'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** One group of a job's devices as the wall shows it. */
export interface Tile {
  /** Country code, site, platform, area or number of the batch; the empty word: those that have none. */
  readonly key: string;
  readonly counts: Counts;
  /** Devices by what went wrong, the commonest first. */
  readonly failures: readonly (readonly [FailureKind, number])[];
  /** Of the devices that ran to an end of their own, in milliseconds; null before the first. */
  readonly p50: number | null;
  readonly p95: number | null;
  /** Devices of the whole job that are not done, up to and with the last of this group; 0 when the group is done. */
  readonly queue: number;
}

interface Draft {
  readonly key: string;
  /** Whatever is filtered: tiles keep their places. */
  size: number;
  readonly counts: Counts;
  readonly failures: Map<FailureKind, number>;
  readonly durations: number[];
  queue: number;
}

export interface Wall {
  readonly tiles: readonly Tile[];
  /** Devices of the whole job that are not done. */
  readonly unfinished: number;
}

/** The dimensions that the devices of a job differ by or have at all. */
export const dimensionsOf = (groups: DeviceGroups | null): Dimension[] =>
  DIMENSIONS.filter((dimension) => dimension === 'country' || dimension === 'batch' || groups?.[dimension]);

/** Which group a device belongs to. */
export function keyOf(dimension: Dimension, groups: DeviceGroups | null) {
  if (dimension === 'country') return (device: DeviceProgress) => device.country;
  if (dimension === 'batch') return (device: DeviceProgress) => String(device.batch);
  const column = groups?.[dimension];
  return (_: DeviceProgress, position: number) => column?.[position] ?? '';
}

/**
 * Groups of the devices that match. Batches stand by number, others by how many devices they have without any filter,
 * then by name: no tile changes its place while the job runs.
 */
export function wallOf(
  devices: readonly DeviceProgress[],
  dimension: Dimension,
  groups: DeviceGroups | null,
  matches: RunMatch | null,
): Wall {
  const key = keyOf(dimension, groups);
  const drafts = new Map<string, Draft>();
  let unfinished = 0;
  devices.forEach((device, position) => {
    const waits = device.endedAt === null && (device.state === 'pending' || device.state === 'running');
    if (waits) unfinished += 1;
    const draft = draftFor(drafts, key(device, position));
    draft.size += 1;
    if (matches && !matches(device, position)) return;
    count(draft, device);
    if (waits) draft.queue = unfinished;
  });
  const shown = [...drafts.values()].filter((draft) => draft.counts.total > 0);
  shown.sort((a, b) => (dimension === 'batch' ? Number(a.key) - Number(b.key) : bySize(a, b)));
  return { tiles: shown.map(tileOf), unfinished };
}

const bySize = (a: Draft, b: Draft) => b.size - a.size || a.key.localeCompare(b.key);

function draftFor(drafts: Map<string, Draft>, key: string): Draft {
  let draft = drafts.get(key);
  if (!draft) {
    draft = { key, size: 0, counts: emptyCounts(), failures: new Map(), durations: [], queue: 0 };
    drafts.set(key, draft);
  }
  return draft;
}

function count(draft: Draft, { state, failure, durationMs }: DeviceProgress): void {
  draft.counts.total += 1;
  draft.counts[state] += 1;
  if (failure) draft.failures.set(failure.kind, (draft.failures.get(failure.kind) ?? 0) + 1);
  if (durationMs !== null && state !== 'canceled') draft.durations.push(durationMs);
}

function tileOf({ key, counts, failures, durations, queue }: Draft): Tile {
  durations.sort((a, b) => a - b);
  return {
    key,
    counts,
    failures: [...failures].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)),
    p50: percentile(durations, 0.5) ?? null,
    p95: percentile(durations, 0.95) ?? null,
    queue,
  };
}

/**
 * How long a group has left when the whole job has `remainingMs`: devices start in the order of the plan, so a group is
 * done about when its last device's turn has come. Null without a forecast or when it is done.
 */
export function groupRemainingMs(queue: number, unfinished: number, remainingMs: number | null): number | null {
  if (remainingMs === null || queue === 0 || unfinished === 0) return null;
  return (remainingMs * queue) / unfinished;
}

export const sameTile = (a: Tile, b: Tile): boolean =>
  a.key === b.key && a.queue === b.queue && a.p50 === b.p50 && a.p95 === b.p95 && sameNumbers(a.counts, b.counts);

function sameNumbers(a: Counts, b: Counts): boolean {
  for (const field of Object.keys(a) as (keyof Counts)[]) if (a[field] !== b[field]) return false;
  return true;
}
