import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coalesce } from '@/domain/event';
import type { JobEvent } from '@/domain/event-schema';
import { eventsFrame } from '@/server/api/progress-frames';
import { randomHistory } from '../../support/history';

const isFilled = (events: readonly JobEvent[]): events is [JobEvent, ...JobEvent[]] => events.length > 0;
const unpack = (packed: string) => JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString());

describe('frames of events', () => {
  it('say packed what they say plain', async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory(), async ({ events }) => {
        if (!isFilled(events)) return;
        const plain = await eventsFrame(events, false);
        const packed = await eventsFrame(events, true);
        expect(plain.events).toEqual(coalesce(events));
        expect(packed.packed === undefined ? packed.events : unpack(packed.packed)).toEqual(plain.events);
      }),
    );
  });

  it('are made once for all viewers that have come as far', async () => {
    const [first, second, third] = [1, 2, 3].map(
      (seq): JobEvent => ({
        seq,
        jobId: 'job-1',
        at: '2026-01-01T00:00:00.000Z',
        type: 'device.started',
        deviceId: `r${seq}`,
      }),
    ) as [JobEvent, JobEvent, JobEvent];
    const frame = await eventsFrame([first, second, third], true);
    // Each viewer has an array of its own, of the very same events.
    expect(await eventsFrame([first, second, third], true)).toBe(frame);
    expect((await eventsFrame([second, third], true)).events.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(await eventsFrame([first, second, third], false)).not.toBe(frame);
  });
});
