import { expect, it } from 'vitest';
import { heardClock } from '@/components/shell/heard-clock';
import { createConnectionStore } from '@/live/connection-store';

const T = Date.parse('2026-01-01T12:00:00.000Z');

it('the clock of a page stands at the last word while the connection is lost, and goes on with it', () => {
  let now = T;
  const connection = createConnectionStore();
  const clock = heardClock(connection, { subscribe: () => () => {}, get: () => now });
  let told = 0;
  const stop = clock.subscribe(() => {
    told += 1;
  });
  expect(clock.get()).toBe(T);
  connection.opening();
  connection.opened(T);
  connection.heard(T + 900);
  now = T + 1_000;
  expect(clock.get()).toBe(T + 1_000);
  const before = told;
  connection.closed();
  expect(told).toBe(before + 1);
  now = T + 60_000;
  expect(clock.get()).toBe(T + 900);
  connection.opened(now);
  expect(clock.get()).toBe(now);
  const after = told;
  stop();
  connection.closed();
  expect(told).toBe(after);
});
