import { tracked } from '@trpc/server';
import { isDeviceEnd } from '@/domain/event';
import type { JobEvent } from '@/domain/event-schema';
import { isFinalRunState } from '@/domain/job';
import type { ProgressFrame } from '@/domain/job-frame';
import { positionOf } from '@/domain/progress';
import type { Services } from './context';
import { badInput, notFound } from './errors';
import { eventsFrame, snapshotOf } from './progress-frames';
import { readJob } from './read-job';

/**
 * What is new waits this long for the next frame, the longer the more there was in the last one: one command's end is seen
 * at once, thousands a second cost a page few frames. All viewers of a job take the same stretches, so they keep step.
 */
const frameIntervalMs = (events: number): number => Math.min(100, 40 + events / 5);
/** Further behind than this a fresh snapshot is smaller than what was missed. */
const MAX_EVENTS_BEHIND = 5_000;
const PAGE = 1_000;

interface StreamInput {
  readonly jobId: string;
  readonly lastEventId?: string | null | undefined;
}

const never = new AbortController().signal;

/** The job, and the seq after which the reader goes on; null where it begins. */
export async function openJob(services: Services, input: StreamInput) {
  const job = await readJob(services, input.jobId);
  const after = input.lastEventId == null ? null : Number(input.lastEventId);
  if (after !== null && after > job.progress.seq) {
    throw badInput('lastEventId', `expected at most ${job.progress.seq}, the last event of this job`);
  }
  return { job, after };
}

/**
 * The first frame of `onProgress` and its id, packed and by itself: a page asks for it while its scripts still load, and then
 * follows the job after that id.
 */
export async function firstFrame(services: Services, jobId: string): Promise<{ id: string; data: ProgressFrame }> {
  const { job } = await openJob(services, { jobId });
  return { id: String(job.progress.seq), data: await snapshotOf(job, true) };
}

/**
 * A snapshot with the seq up to which it holds, then frames of what came after, 40 to 100 ms apart, until the job has
 * ended. With `lastEventId` it goes on after that frame. A frame's id is the seq of the last event that it stands for.
 */
export async function* onProgress(
  services: Services,
  input: StreamInput & { readonly packed?: boolean | undefined },
  signal = never,
) {
  const { job, after } = await openJob(services, input);
  const { progress } = job;
  const packed = input.packed === true;
  let seq = after ?? progress.seq;
  if (after === null || progress.seq - after > MAX_EVENTS_BEHIND) {
    seq = progress.seq;
    yield tracked(String(seq), await snapshotOf(job, packed));
  }
  for await (const stretch of services.engine.events(input.jobId, seq, signal)) {
    if (!isFilled(stretch)) continue;
    const frame = await eventsFrame(stretch, packed);
    if (frame.events.length === 0 && frame.packed === undefined) continue;
    yield tracked(String(stretch.at(-1)!.seq), frame);
    await services.clock.sleep(frameIntervalMs(stretch.length), signal);
  }
}

const isFilled = (stretch: readonly JobEvent[]): stretch is readonly [JobEvent, ...JobEvent[]] => stretch.length > 0;

/** Every event after `lastEventId` (from the first one without it), each tracked by its seq, until the job has ended. */
export async function* onEvents(services: Services, input: StreamInput, signal = never) {
  const { after } = await openJob(services, input);
  for await (const stretch of services.engine.events(input.jobId, after ?? 0, signal)) {
    for (const event of stretch) yield tracked(String(event.seq), event);
  }
}

/** The events of one device after `lastEventId`, each tracked by its seq, until the device has ended. */
export async function* onOutput(
  services: Services,
  input: StreamInput & { readonly deviceId: string },
  signal = never,
) {
  const { job, after } = await openJob(services, input);
  const device = job.progress.devices[positionOf(job.progress, input.deviceId)];
  if (!device) throw notFound(`Device ${input.deviceId} in job ${input.jobId}`);
  let seq = after ?? 0;
  // What is stored is read by device; only the rest has to be looked for among the events of all devices.
  for await (const event of storedEvents(services, input, seq, signal)) {
    seq = event.seq;
    yield tracked(String(seq), event);
    if (isDeviceEnd(event)) return;
  }
  if (device.state === 'pending') seq = Math.max(seq, job.progress.seq);
  else if (isFinalRunState(device.state) && seq >= job.progress.seq) return;
  for await (const stretch of services.engine.events(input.jobId, seq, signal)) {
    for (const event of stretch) {
      if (!('deviceId' in event) || event.deviceId !== input.deviceId) continue;
      yield tracked(String(event.seq), event);
      if (isDeviceEnd(event)) return;
    }
  }
}

async function* storedEvents(
  services: Services,
  { jobId, deviceId }: { jobId: string; deviceId: string },
  afterSeq: number,
  signal: AbortSignal,
): AsyncGenerator<JobEvent, void, void> {
  let seq = afterSeq;
  while (!signal.aborted) {
    const page = await services.jobStore.readEvents(jobId, seq, PAGE, deviceId);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    seq = last.seq;
  }
}
