import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageClock } from '@/components/ui/use-now';

const T = Date.parse('2026-01-01T12:00:00.000Z');

beforeEach(() => {
  vi.useFakeTimers({ now: T });
  vi.stubGlobal('document', new EventTarget());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('the clock of a page says one time until the next second, whether anybody follows it or not', () => {
  const first = pageClock.get();
  expect(first).toBe(T);
  vi.setSystemTime(T + 7);
  expect(pageClock.get()).toBe(first);
  vi.setSystemTime(T + 1_000);
  expect(pageClock.get()).toBe(T + 1_000);
  let told = 0;
  const stop = pageClock.subscribe(() => {
    told += 1;
  });
  vi.advanceTimersByTime(999);
  expect([told, pageClock.get()]).toEqual([0, T + 1_000]);
  vi.advanceTimersByTime(1);
  expect([told, pageClock.get()]).toEqual([1, T + 2_000]);
  stop();
});

it('the clock of a page has the time for whoever follows it before anybody asked', async () => {
  vi.resetModules();
  const { pageClock: fresh } = await import('@/components/ui/use-now');
  const stop = fresh.subscribe(() => {});
  expect(fresh.get()).toBe(T);
  stop();
});
