import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConnectionStore, FALLBACK_AFTER, probeDelayMs, reconnectDelayMs } from '@/live/connection-store';

const T = Date.parse('2026-01-01T12:00:00.000Z');

/** A page whose websockets were refused until HTTP took over. */
function overHttp() {
  const store = createConnectionStore();
  store.opening();
  for (let attempt = 0; attempt < FALLBACK_AFTER; attempt += 1) store.closed();
  store.answered(T);
  return store;
}

describe('the change of transport', () => {
  it('happens when websockets fail and HTTP answers', () => {
    const store = overHttp();
    expect(store.get()).toEqual({ status: 'live', transport: 'http', lastHeardAt: T });
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
    expect(store.get()).toEqual({ status: 'lost', transport: 'http', lastHeardAt: T + 5000 });
    store.streamHeard(stream, T + 30_000);
    expect(store.get()).toMatchObject({ status: 'live', transport: 'http' });
    store.unanswered();
    expect(store.get().status).toBe('lost');
    store.streamEnded(stream);
    store.answered(T + 31_000);
    expect(store.get().status).toBe('live');
  });
});

it('is idle when nobody follows anything any more, and still knows the way that worked', () => {
  const store = overHttp();
  store.left();
  expect(store.get()).toMatchObject({ status: 'idle', transport: 'http' });
  const stream = {};
  store.streamAwaited(stream);
  store.streamHeard(stream, T + 1000);
  expect(store.get()).toMatchObject({ status: 'live', transport: 'http' });
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
