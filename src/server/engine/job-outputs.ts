import type { JobEvent } from '@/domain/event-schema';
import { commandRecords } from './command-record';
import type { CommandRecord, JobOutputs, JobStore, StoredJob } from './ports';

/** Events read at a time. Output comes in pieces of about 32 KiB, so that this is some megabytes. */
const PAGE = 200;

/** Devices read at a time, unless these have answered more events than are read at once. */
const DEVICES_AT_ONCE = 12;
const EVENTS_AT_ONCE = 240;

type Store = Pick<JobStore, 'readEvents' | 'readRuns'>;

/** The outputs of a job that was read, from the store. See `Engine.outputs`. */
export function jobOutputs(store: Store, job: StoredJob): JobOutputs {
  const commands = (position: number) => commandsOf(store, job, position);
  return { job, commands, along: (positions) => readAhead(store, job, positions, commands) };
}

function readAhead(
  store: Store,
  { plan, progress }: StoredJob,
  positions: readonly number[],
  commands: JobOutputs['commands'],
): JobOutputs['commands'] {
  const places = new Map(positions.map((position, nth) => [position, nth]));
  let ahead = new Map<string, JobEvent[]>();
  let atOnce = DEVICES_AT_ONCE;

  /** Whole runs only: of a device whose events were cut off it takes none. */
  async function read(nth: number): Promise<void> {
    const ids = positions.slice(nth, nth + atOnce).map((position) => progress.devices[position]!.deviceId);
    const events = await store.readRuns(plan.jobId, ids, EVENTS_AT_ONCE);
    ahead = new Map(ids.map((id) => [id, []]));
    for (const event of events) if ('deviceId' in event) ahead.get(event.deviceId)?.push(event);
    const cut = events.length < EVENTS_AT_ONCE ? undefined : events.at(-1);
    for (const id of ids) if (cut && 'deviceId' in cut && id >= cut.deviceId) ahead.delete(id);
    // What was cut off is read again: where devices answer much, that must not be most of it.
    atOnce = cut ? Math.ceil(atOnce / 4) : Math.min(DEVICES_AT_ONCE, atOnce * 2);
  }

  return async function* along(position) {
    const nth = places.get(position);
    const device = progress.devices[position];
    if (nth === undefined || !device) return yield* commands(position);
    if (!ahead.has(device.deviceId)) {
      if (atOnce > 1) await read(nth);
      else atOnce = 2;
    }
    const run = ahead.get(device.deviceId);
    ahead.delete(device.deviceId);
    if (!run || (run.length === 0 && device.startedAt !== null)) return yield* commands(position);
    const events = run.filter(({ seq }) => seq <= progress.seq);
    yield* commandRecords(plan.commands, device, plan.devices[position]!.platform, events);
  };
}

async function* commandsOf(
  store: Store,
  { plan, progress }: StoredJob,
  position: number,
): AsyncGenerator<CommandRecord, void, void> {
  const device = progress.devices[position];
  if (!device) throw new Error(`Job ${plan.jobId} has no device at ${position}`);
  /** Of the command `next`: commands run one after the other. */
  let events: JobEvent[] = [];
  let next = 0;
  const taken = (): CommandRecord => {
    const record = commandRecords(plan.commands, device, plan.devices[position]!.platform, events)[next]!;
    events = [];
    next += 1;
    return record;
  };
  for await (const event of lastTry(store, progress, device)) {
    if (!('index' in event)) continue;
    while (next < event.index) yield taken();
    events.push(event);
  }
  while (next < plan.commands.length) yield taken();
}

/** The events of a device since it last began anew, up to what `progress` knows; read twice where they are many. */
async function* lastTry(
  store: Store,
  { jobId, seq: last }: StoredJob['progress'],
  device: StoredJob['progress']['devices'][number],
): AsyncGenerator<JobEvent, void, void> {
  const { deviceId, startedAt } = device;
  const page = async (after: number) => {
    const events = await store.readEvents(jobId, after, PAGE, deviceId);
    return {
      events: events.filter(({ seq }) => seq <= last),
      more: events.length === PAGE && events.at(-1)!.seq < last,
    };
  };
  const first = await page(0);
  if (first.events.length === 0 && startedAt !== null) {
    throw new Error(`Job ${jobId}: the history of ${deviceId} is gone`);
  }
  let begin = lastRequeue(first.events);
  let { more } = first;
  for (let after = first.events.at(-1)?.seq ?? 0; more; ) {
    const { events, more: evenMore } = await page(after);
    begin = Math.max(begin, lastRequeue(events));
    after = events.at(-1)?.seq ?? last;
    more = evenMore;
  }
  if (!first.more) return yield* first.events.filter(({ seq }) => seq > begin);
  for (let after = begin; ; ) {
    const { events, more: evenMore } = await page(after);
    yield* events;
    if (!evenMore) return;
    after = events.at(-1)!.seq;
  }
}

/** 0 where there is none. */
function lastRequeue(events: readonly JobEvent[]): number {
  return events.findLast((event) => event.type === 'device.updated' && event.requeued)?.seq ?? 0;
}
