import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionView } from '@/components/shell/connection-badge';
import { createConnectionStore, reconnectDelayMs } from '@/components/shell/connection-store';

const T = Date.parse('2026-01-01T12:00:00.000Z');

describe('the connection badge', () => {
  it('says since when data is stale: the last message, not the moment at which the loss was noticed', () => {
    const store = createConnectionStore();
    store.opening();
    store.opened(T);
    store.heard(T + 5000);
    store.closed();
    expect(connectionView(store.get(), T + 6000)).toMatchObject({ kind: 'reconnecting' });
    const stale = connectionView(store.get(), T + 60_000);
    expect(stale.kind).toBe('stale');
    expect(stale.label).toMatch(/^Stale since \d\d:\d\d:05$/);
  });

  it('keeps that time over any number of failed attempts, and is live again after one that succeeds', () => {
    const store = createConnectionStore();
    store.opened(T);
    for (let attempt = 0; attempt < 5; attempt += 1) store.closed();
    expect(store.get()).toEqual({ status: 'lost', lastHeardAt: T });
    store.opened(T + 90_000);
    expect(connectionView(store.get(), T + 90_000).kind).toBe('live');
  });

  it('calls a connection that never was neither live nor stale', () => {
    const store = createConnectionStore();
    store.opening();
    store.closed();
    expect(connectionView(store.get(), T).kind).toBe('connecting');
  });
});

describe('the wait before reconnecting', () => {
  it('is never 0, at most 4 s, and spread by chance', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
        const delay = reconnectDelayMs(attempt, () => chance);
        expect(delay).toBeGreaterThanOrEqual(200);
        expect(delay).toBeLessThanOrEqual(4000);
      }),
    );
    expect(reconnectDelayMs(3, () => 0)).toBeLessThan(reconnectDelayMs(3, () => 1));
  });
});
