import type { DeviceProgress } from '@/domain/progress';

export const RUN_SORTS = ['device', 'country', 'batch', 'state', 'commands', 'duration'] as const;
export type RunSortField = (typeof RUN_SORTS)[number];

export interface RunSort {
  readonly by: RunSortField;
  readonly descending: boolean;
}

/** `?sort=`: `duration` from the smallest, `-duration` from the largest; null where it is neither. */
export function parseRunSort(text: string): RunSort | null {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const by = RUN_SORTS.find((field) => field === name);
  return by ? { by, descending } : null;
}

export const runSortParam = ({ by, descending }: RunSort): string => `${descending ? '-' : ''}${by}`;

/** What the next press on a column's head asks for: from the smallest, from the largest, the order of the plan. */
export function nextRunSort(now: RunSort | null, by: RunSortField): RunSort | null {
  if (now?.by !== by) return { by, descending: false };
  return now.descending ? null : { by, descending: true };
}

/** Whether rows would change places while the job runs. */
export const movesWhileRunning = ({ by }: RunSort): boolean => by === 'state' || by === 'commands' || by === 'duration';

/** What a person looks for first. */
const STATE_RANKS = {
  failed: 0,
  unknown: 1,
  running: 2,
  pending: 3,
  skipped: 4,
  canceled: 5,
  completed: 6,
} satisfies Record<DeviceProgress['state'], number>;

const names = new Intl.Collator('en', { numeric: true });

const COMPARE = {
  device: (a, b) => names.compare(a.deviceName, b.deviceName),
  country: (a, b) => names.compare(a.country, b.country),
  batch: (a, b) => a.batch - b.batch,
  state: (a, b) => STATE_RANKS[a.state] - STATE_RANKS[b.state],
  commands: (a, b) => a.commandsCompleted - b.commandsCompleted,
  duration: (a, b) => (a.durationMs ?? 0) - (b.durationMs ?? 0),
} satisfies Record<RunSortField, (a: DeviceProgress, b: DeviceProgress) => number>;

/**
 * Places in the plan, in the order asked for. Equal ones keep the order of the plan; devices that have no duration yet
 * stand last either way.
 */
export function sortedPositions(devices: readonly DeviceProgress[], { by, descending }: RunSort): number[] {
  const compare = COMPARE[by];
  const sign = descending ? -1 : 1;
  const without = (device: DeviceProgress) => by === 'duration' && device.durationMs === null;
  return devices
    .map((_, position) => position)
    .sort((at, to) => {
      const [a, b] = [devices[at]!, devices[to]!];
      return Number(without(a)) - Number(without(b)) || sign * compare(a, b);
    });
}
