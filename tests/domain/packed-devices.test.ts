import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packDevices, unpackDevices } from '@/domain/packed-devices';
import { applyEvent, type DeviceProgress, initialProgress } from '@/domain/progress';
import { randomHistory } from '../support/history';
import { planOf } from '../support/plan';

describe('packed devices', () => {
  it('come out as they went in, at every event', () => {
    fc.assert(
      fc.property(randomHistory(), ({ plan, events }) => {
        const progress = initialProgress(plan);
        for (const event of events) {
          applyEvent(progress, event);
          expect(unpackDevices(JSON.parse(JSON.stringify(packDevices(progress.devices))))).toEqual(progress.devices);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keep the first frame of ten thousand devices under 300 KB, whether they wait or have all run', () => {
    // Ids without any pattern, as the inventory makes them.
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const id = () => Array.from({ length: 14 }, () => Math.floor(random() * 36).toString(36)).join('');
    const waiting = initialProgress(planOf({ devices: 10_000, batchSize: 50 })).devices.map((device, at) => ({
      ...device,
      deviceId: id(),
      deviceName: `${device.country.toLowerCase()}-edge-${at}`,
    }));
    const iso = (ms: number) => new Date(Date.UTC(2026, 0, 1) + Math.round(ms)).toISOString();
    const ran = waiting.map((device, at): DeviceProgress => {
      const [start, durationMs] = [Math.floor(at / 50) * 5_000 + random() * 300, Math.round(3_000 + random() * 2_000)];
      const times = { startedAt: iso(start), commandStartedAt: iso(start + durationMs - random() * 900) };
      const command = { command: 'show ip route ospf', commandIndex: 5, commandsCompleted: 5 };
      return { ...device, ...times, ...command, state: 'completed', durationMs, endedAt: iso(start + durationMs + 3) };
    });
    for (const devices of [waiting, ran]) {
      const bytes = deflateRawSync(JSON.stringify(packDevices(devices))).toString('base64').length;
      // Head, counts and two hundred batches take some 50 KB beside them.
      expect(bytes).toBeLessThan(250_000);
    }
  });
});
