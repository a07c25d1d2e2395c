import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { coalesce } from '@/domain/event';
import type { JobEvent } from '@/domain/event-schema';
import type { ProgressFrame } from '@/domain/job-frame';
import { packDevices } from '@/domain/packed-devices';
import type { StoredJob } from '../engine/ports';
import { headOf } from './job-view';

const compress = promisify(deflateRaw);
const pack = async (value: unknown): Promise<string> => (await compress(JSON.stringify(value))).toString('base64');

/** Below these the rows themselves are small enough. */
const MIN_PACKED_DEVICES = 500;
const MIN_PACKED_EVENTS = 8;

/** The first frame of `jobs.onProgress`; with `packed`, the devices of a large job in few bytes. */
export async function snapshotOf({ plan, progress }: StoredJob, packed: boolean): Promise<ProgressFrame> {
  const head = headOf(plan);
  if (!packed || progress.devices.length < MIN_PACKED_DEVICES) return { type: 'snapshot', plan: head, progress };
  return {
    type: 'snapshot',
    plan: head,
    progress: { ...progress, devices: [] },
    packed: await pack(packDevices(progress.devices)),
  };
}

type EventsFrame = Extract<ProgressFrame, { type: 'events' }>;

/** By the last event of a stretch: whoever follows a job at its tail is given the very same events. */
const made = new WeakMap<JobEvent, Map<string, Promise<EventsFrame>>>();

/**
 * A stretch of events as a frame, without what later ones of it make invisible. Fifty viewers of a job take the same
 * stretches, so each is put together and compressed once, and forgotten with its events.
 */
export function eventsFrame(stretch: readonly [JobEvent, ...JobEvent[]], packed: boolean): Promise<EventsFrame> {
  const key = `${stretch[0].seq} ${packed}`;
  const last = stretch.at(-1)!;
  let frames = made.get(last);
  if (!frames) {
    frames = new Map();
    made.set(last, frames);
  }
  let frame = frames.get(key);
  if (!frame) {
    frame = makeFrame(stretch, packed);
    frames.set(key, frame);
  }
  return frame;
}

async function makeFrame(stretch: readonly JobEvent[], packed: boolean): Promise<EventsFrame> {
  const events = coalesce(stretch);
  if (!packed || events.length < MIN_PACKED_EVENTS) return { type: 'events', events };
  return { type: 'events', events: [], packed: await pack(events) };
}
