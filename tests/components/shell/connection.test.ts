import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionView } from '@/components/shell/connection-badge';
import {
  createConnectionStore,
  FALLBACK_AFTER,
  probeDelayMs,
  reconnectDelayMs,
} from '@/components/shell/connection-store';

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
    expect(store.get()).toEqual({ status: 'lost', transport: 'websocket', lastHeardAt: T });
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

/** A page whose websockets were refused until HTTP took over. */
function overHttp() {
  const store = createConnectionStore();
  store.opening();
  for (let attempt = 0; attempt < FALLBACK_AFTER; attempt += 1) store.closed();
  store.answered(T);
  return store;
}

describe('the change of transport', () => {
  it('happens when websockets fail and HTTP answers, and the badge says so', () => {
    const store = overHttp();
    expect(store.get()).toEqual({ status: 'live', transport: 'http', lastHeardAt: T });
    expect(connectionView(store.get(), T)).toEqual({ kind: 'http', label: 'Live over HTTP' });
  });

  it('does not happen for one cut, nor while the websocket lives, nor while HTTP does not answer either', () => {
    const store = createConnectionStore();
    store.opened(T);
    store.answered(T + 1);
    store.closed();
    store.answered(T + 2);
    expect(store.get()).toMatchObject({ status: 'lost', transport: 'websocket' });
    for (let attempt = 0; attempt < 9; attempt += 1) store.closed();
    expect(store.get()).toMatchObject({ status: 'lost', transport: 'websocket' });
  });

  it('is taken back by the first message of a websocket, not by one that merely opens', () => {
    const store = overHttp();
    store.opened(T + 1000);
    store.closed();
    expect(store.get().transport).toBe('http');
    store.opened(T + 2000);
    store.heard(T + 2001);
    expect(store.get()).toMatchObject({ status: 'live', transport: 'websocket' });
    expect(store.failures()).toBe(0);
  });

  it('over HTTP a page is stale while its stream is silent, whatever other requests say', () => {
    const store = overHttp();
    const stream = {};
    store.streamAwaited(stream);
    store.streamHeard(stream, T + 5000);
    store.streamLost(stream);
    store.answered(T + 6000);
    expect(connectionView(store.get(), T + 20_000)).toMatchObject({ kind: 'stale' });
    expect(store.get().lastHeardAt).toBe(T + 5000);
    store.streamHeard(stream, T + 30_000);
    expect(connectionView(store.get(), T + 30_000).kind).toBe('http');
    store.unanswered();
    expect(store.get().status).toBe('lost');
    store.streamEnded(stream);
    store.answered(T + 31_000);
    expect(store.get().status).toBe('live');
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

  it('doubles with each attempt until it is at its most', () => {
    const waits = [0, 1, 2, 3, 4, 5].map((attempt) => reconnectDelayMs(attempt, () => 1));
    expect(waits).toEqual([400, 800, 1600, 3200, 4000, 4000]);
  });

  it('is longer, up to a minute, where websockets are only looked for again', () => {
    expect([0, 1, 9].map((attempt) => probeDelayMs(attempt, () => 1))).toEqual([6_000, 12_000, 60_000]);
    expect(probeDelayMs(0, () => 0)).toBe(3_000);
  });
});
