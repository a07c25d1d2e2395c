import { describe, expect, it } from 'vitest';
import { stuckOf, usualOn } from '@/components/jobs/stuck';
import { initialProgress } from '@/domain/progress';
import { planOf } from '../../support/plan';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const at = (ms: number) => new Date(START + ms).toISOString();
const device = {
  ...initialProgress(planOf({ devices: 1 })).devices[0]!,
  state: 'running' as const,
  startedAt: at(0),
  commandStartedAt: at(0),
  commandIndex: 1,
};
const usual = { samples: 50, p50: 3_000, p95: 6_000 };

describe('what is usual for a command', () => {
  const slow = { platform: 'frr', samples: 5, p50: 9_000, p95: 12_000 };
  const all = { ...usual, platforms: [slow, { ...slow, platform: 'cisco_xr', samples: 4 }] };

  it('is what it is on the platform, and what it is on all while few of the platform have answered', () => {
    expect(usualOn('frr', all)).toBe(slow);
    expect(usualOn('cisco_xr', all)).toBe(all);
    expect(usualOn('nokia_sros', all)).toBe(all);
    expect(usualOn(undefined, all)).toBe(all);
    expect(usualOn('frr', undefined)).toBeUndefined();
  });
});

describe('a running device', () => {
  it('is stuck when its command takes twice what nineteen in twenty take', () => {
    const heard = { ...device, received: { bytes: 10, at: at(11_500) } };
    expect(stuckOf(heard, usual, START + 12_000)).toBeNull();
    expect(stuckOf(heard, usual, START + 12_001)).toEqual({ why: 'slow', usualMs: 6_000 });
  });

  it('is not called slow for a few seconds, nor by the word of a few devices', () => {
    expect(stuckOf(device, { ...usual, p95: 100 }, START + 4_000)).toBeNull();
    expect(stuckOf(device, { ...usual, samples: 2, p95: 100 }, START + 9_000)).toBeNull();
  });

  it('is stuck when its router has been silent, counted from the last byte', () => {
    expect(stuckOf(device, undefined, START + 15_000)).toBeNull();
    expect(stuckOf(device, undefined, START + 15_001)).toEqual({ why: 'silent', ms: 15_001 });
    const heard = { ...device, received: { bytes: 10, at: at(15_000) } };
    expect(stuckOf(heard, undefined, START + 30_000)).toBeNull();
  });

  it('may be silent for as long as this command usually is', () => {
    expect(stuckOf(device, { samples: 50, p50: 20_000, p95: 40_000 }, START + 39_000)).toBeNull();
  });

  it('is stuck when it has not come to its first command for long', () => {
    const login = { ...device, commandStartedAt: null, commandIndex: 0 };
    expect(stuckOf(login, undefined, START + 29_000)).toBeNull();
    expect(stuckOf(login, undefined, START + 30_000)?.why).toBe('silent');
  });

  it('is never stuck when it has ended or waits', () => {
    expect(stuckOf({ ...device, state: 'completed' }, usual, START + 900_000)).toBeNull();
    expect(stuckOf({ ...device, state: 'pending', startedAt: null }, usual, START + 900_000)).toBeNull();
  });
});
