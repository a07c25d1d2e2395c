import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createFrameQueue } from '@/components/jobs/frame-queue';
import type { JobEvent } from '@/domain/event-schema';
import type { JobHead, ProgressFrame } from '@/domain/job-frame';
import { packDevices } from '@/domain/packed-devices';
import { initialProgress } from '@/domain/progress';
import { planOf } from '../../support/plan';

const progress = initialProgress(planOf({ devices: 3 }));
const snapshot = (packed?: string): ProgressFrame => ({
  type: 'snapshot',
  plan: {} as JobHead,
  progress: packed === undefined ? progress : { ...progress, devices: [] },
  ...(packed !== undefined && { packed }),
});
const small = deflateRawSync(JSON.stringify(packDevices(progress.devices))).toString('base64');
const events: ProgressFrame = { type: 'events', events: [] };

/** Resolves with the frames that were passed on once there are so many, or with what failed. */
function queueOf(count: number) {
  const seen: unknown[] = [];
  let take: (frame: ProgressFrame) => void = () => undefined;
  const done = new Promise<unknown[]>((resolve) => {
    const add = (entry: unknown) => {
      if (seen.push(entry) === count) resolve(seen);
    };
    take = createFrameQueue(add, add);
  });
  return { seen, take: (frame: ProgressFrame) => take(frame), done };
}

describe('the frames of a job', () => {
  it('are passed on at once when nothing is packed', () => {
    const { seen, take } = queueOf(2);
    take(snapshot());
    take(events);
    expect(seen).toEqual([snapshot(), events]);
  });

  it('keep their order while a packed snapshot is unpacked, which brings its devices whole', async () => {
    const { take, done } = queueOf(3);
    take(snapshot(small));
    take(events);
    take(events);
    expect(await done).toEqual([snapshot(), events, events]);
  });

  it('bring packed events whole and in their place', async () => {
    const started: JobEvent = {
      seq: 1,
      jobId: 'job-1',
      at: '2026-01-01T00:00:00.000Z',
      type: 'device.started',
      deviceId: 'r1',
    };
    const packed = deflateRawSync(JSON.stringify([started])).toString('base64');
    const { take, done } = queueOf(2);
    take({ type: 'events', events: [], packed });
    take(events);
    expect(await done).toEqual([{ type: 'events', events: [started] }, events]);
  });

  it('tell what could not be unpacked', async () => {
    const { take, done } = queueOf(1);
    take(snapshot('AAAA'));
    expect((await done)[0]).toBeInstanceOf(Error);
  });
});
