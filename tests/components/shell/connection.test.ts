import { describe, expect, it } from 'vitest';
import { connectionView } from '@/components/shell/connection-badge';
import { createConnectionStore } from '@/live/connection-store';

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

  it('says so where HTTP has taken over', () => {
    expect(connectionView({ status: 'live', transport: 'http', lastHeardAt: T }, T)).toEqual({
      kind: 'http',
      label: 'Live over HTTP',
    });
  });
});
