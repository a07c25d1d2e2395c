import { describe, expect, it } from 'vitest';
import { createThrottle } from '@/server/auth/throttle';

describe('the throttle', () => {
  it('holds a key back after the last allowed failure, until the window is over', () => {
    let now = 0;
    const throttle = createThrottle({ maxFailures: 3, windowMs: 1_000, now: () => now });
    for (let n = 0; n < 3; n += 1) {
      expect(throttle.waitMs('a')).toBe(0);
      throttle.failed('a');
    }
    expect(throttle.waitMs('a')).toBe(1_000);
    expect(throttle.waitMs('b')).toBe(0);
    now = 1_000;
    expect(throttle.waitMs('a')).toBe(0);
  });

  it('forgives after a success', () => {
    const throttle = createThrottle({ maxFailures: 1, windowMs: 1_000, now: () => 0 });
    throttle.failed('a');
    throttle.succeeded('a');
    expect(throttle.waitMs('a')).toBe(0);
  });

  it('takes back what was counted ahead', () => {
    const throttle = createThrottle({ maxFailures: 2, windowMs: 1_000, now: () => 0 });
    for (let n = 0; n < 2; n += 1) throttle.failed('a');
    expect(throttle.waitMs('a')).toBe(1_000);
    throttle.undo('a');
    expect(throttle.waitMs('a')).toBe(0);
  });

  it('keeps a bounded number of keys, whatever names are made up', () => {
    const throttle = createThrottle({ maxFailures: 1, windowMs: 1_000, now: () => 0 });
    throttle.failed('first');
    for (let n = 0; n < 10_000; n += 1) throttle.failed(`made up ${n}`);
    expect(throttle.waitMs('first')).toBe(0);
    expect(throttle.waitMs('made up 9999')).toBe(1_000);
  });
});
