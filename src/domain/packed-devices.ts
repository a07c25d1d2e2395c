import type { Failure } from './failure-schema';
import type { DeviceProgress } from './progress';

/** A number for each device; null where the device has none. */
type Cells = readonly (number | null)[];

/**
 * The devices of a progress in columns, for the first frame of a page: what repeats stands once, times are differences.
 * Plain JSON that compresses well. `unpackDevices` gives the same devices back.
 */
export interface PackedDevices {
  /** Ids, and each name as how many of its first characters are those of the name before, with the rest. */
  readonly ids: readonly string[];
  readonly shared: readonly number[];
  readonly rests: readonly string[];
  /** Every other text once; `texts` and `failures` are indexes. */
  readonly words: readonly string[];
  readonly kinds: readonly Failure[];
  readonly failures: Cells;
  readonly texts: Readonly<Record<TextField, Cells>>;
  readonly numbers: Readonly<Record<NumberField, Cells>>;
  /** Milliseconds: starts after the start before, commands after the start, ends after start and duration. */
  readonly started: Cells;
  readonly commandStarted: Cells;
  readonly ended: Cells;
  /** The few in work that were answered something, by place. */
  readonly received: readonly (readonly [number, NonNullable<DeviceProgress['received']>])[];
}

const TEXT_FIELDS = ['country', 'state', 'phase', 'command', 'reason'] as const;
type TextField = (typeof TEXT_FIELDS)[number];
const NUMBER_FIELDS = [
  'batch',
  'commandIndex',
  'commandTotal',
  'commandsCompleted',
  'commandsFailed',
  'retries',
  'durationMs',
] as const;
type NumberField = (typeof NUMBER_FIELDS)[number];

export function packDevices(devices: readonly DeviceProgress[]): PackedDevices {
  const words = dictionary<string>((word) => word);
  const kinds = dictionary<Failure>((failure) => JSON.stringify(failure));
  const starts = devices.map(({ startedAt }) => time(startedAt));
  const shared = devices.map((device, at) => commonLength(device.deviceName, devices[at - 1]?.deviceName ?? ''));
  return {
    ids: devices.map(({ deviceId }) => deviceId),
    shared,
    rests: devices.map(({ deviceName }, at) => deviceName.slice(shared[at])),
    texts: fromFields(TEXT_FIELDS, (field) => devices.map((device) => words.indexOf(device[field]))),
    numbers: fromFields(NUMBER_FIELDS, (field) => devices.map((device) => device[field])),
    failures: devices.map(({ failure }) => kinds.indexOf(failure)),
    words: words.all,
    kinds: kinds.all,
    started: differences(starts),
    commandStarted: devices.map(({ commandStartedAt }, at) => after(time(commandStartedAt), starts[at] ?? 0)),
    ended: devices.map(({ endedAt, durationMs }, at) => after(time(endedAt), (starts[at] ?? 0) + (durationMs ?? 0))),
    received: devices.flatMap(({ received }, at) => (received ? [[at, received] as const] : [])),
  };
}

export function unpackDevices(packed: PackedDevices): DeviceProgress[] {
  const { texts, numbers, words, kinds } = packed;
  const received = new Map(packed.received);
  let name = '';
  let lastStart = 0;
  return packed.ids.map((deviceId, at): DeviceProgress => {
    name = name.slice(0, packed.shared[at]) + packed.rests[at];
    const start = plus(packed.started[at], lastStart);
    lastStart = start ?? lastStart;
    const word = (field: TextField) => words[texts[field][at] ?? -1] ?? null;
    const number = (field: NumberField) => numbers[field][at] ?? 0;
    const durationMs = numbers.durationMs[at] ?? null;
    const heard = received.get(at);
    return {
      deviceId,
      deviceName: name,
      country: word('country') ?? '',
      batch: number('batch'),
      // Both were words of their own type before they were packed.
      state: word('state') as DeviceProgress['state'],
      phase: word('phase') as DeviceProgress['phase'],
      commandIndex: number('commandIndex'),
      commandTotal: number('commandTotal'),
      command: word('command'),
      commandStartedAt: stamp(plus(packed.commandStarted[at], start ?? 0)),
      commandsCompleted: number('commandsCompleted'),
      commandsFailed: number('commandsFailed'),
      failure: kinds[packed.failures[at] ?? -1] ?? null,
      reason: word('reason'),
      retries: number('retries'),
      startedAt: stamp(start),
      endedAt: stamp(plus(packed.ended[at], (start ?? 0) + (durationMs ?? 0))),
      durationMs,
      ...(heard && { received: heard }),
    };
  });
}

/** Events carry times as `Date.toISOString` writes them, so that they come out of a number as they went in. */
const time = (at: string | null): number | null => (at === null ? null : Date.parse(at));
const stamp = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const after = (ms: number | null, base: number): number | null => (ms === null ? null : ms - base);
const plus = (ms: number | null | undefined, base: number): number | null => (ms == null ? null : ms + base);

function differences(times: readonly (number | null)[]): (number | null)[] {
  let last = 0;
  return times.map((ms) => {
    if (ms === null) return null;
    const difference = ms - last;
    last = ms;
    return difference;
  });
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function dictionary<T>(keyOf: (value: T) => string) {
  const indexes = new Map<string, number>();
  const all: T[] = [];
  return {
    all,
    indexOf(value: T | null): number | null {
      if (value === null) return null;
      const key = keyOf(value);
      const known = indexes.get(key);
      if (known !== undefined) return known;
      indexes.set(key, all.length);
      return all.push(value) - 1;
    },
  };
}

const fromFields = <F extends string>(fields: readonly F[], cells: (field: F) => Cells) =>
  Object.fromEntries(fields.map((field) => [field, cells(field)])) as Record<F, Cells>;
