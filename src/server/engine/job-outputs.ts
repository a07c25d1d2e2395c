import type { JobEvent } from '@/domain/event';
import { commandRecords } from './command-record';
import type { CommandRecord, JobOutputs, JobStore, StoredJob } from './ports';

/** Events read at a time. Output comes in pieces of about 32 KiB, so that this is some megabytes. */
const PAGE = 200;

/** The outputs of a job that was read, device by device from the store. See `Engine.outputs`. */
export function jobOutputs(store: Pick<JobStore, 'readEvents'>, job: StoredJob): JobOutputs {
  return { job, commands: (position) => commandsOf(store, job, position) };
}

async function* commandsOf(
  store: Pick<JobStore, 'readEvents'>,
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
  store: Pick<JobStore, 'readEvents'>,
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
