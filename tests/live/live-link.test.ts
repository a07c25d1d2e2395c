import { type Operation, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConnectionStore, FALLBACK_AFTER } from '@/live/connection-store';
import { liveLink } from '@/live/live-link';
import type { AppRouter } from '@/server/api/app-router';

type Envelope = Parameters<Parameters<Parameters<typeof observable>[0]>[0]['next']>[0];

/** A transport whose other end is this test. */
function line() {
  const opened: Operation[] = [];
  let observer: { next(value: Envelope): void; error(error: unknown): void; complete(): void } | null = null;
  let open = 0;
  const link = (() =>
    ({ op }: { op: Operation }) =>
      observable((to) => {
        opened.push(op);
        open += 1;
        observer = to as never;
        return () => {
          open -= 1;
        };
      })) as unknown as TRPCLink<AppRouter>;
  return {
    link,
    opened,
    open: () => open,
    say: (id: string, data: unknown) => observer!.next({ result: { id, data: { id, data } } }),
    reconnects: () =>
      observer!.next({ result: { type: 'state', state: 'connecting', error: new Error('cut') } as never }),
    start: () => observer!.next({ result: { type: 'started' } }),
    breakOff: () => observer!.error(TRPCClientError.from(new Error('broken off'))),
    refuse: () =>
      observer!.error(TRPCClientError.from({ error: { code: -32004, message: 'none', data: { code: 'NOT_FOUND' } } })),
    finish: () => observer!.complete(),
  };
}

function page() {
  const connection = createConnectionStore();
  const websocket = line();
  const http = line();
  let hidden = false;
  let looked = () => {};
  const onLost = vi.fn();
  const link = liveLink({
    connection,
    websocket: websocket.link,
    http: http.link,
    onLost,
    sight: {
      hidden: () => hidden,
      subscribe: (listener) => {
        looked = listener;
        return () => {};
      },
    },
  })({} as never);
  const op = { id: 1, type: 'subscription', path: 'jobs.onProgress', input: { jobId: 'j' }, context: {}, signal: null };
  const got: unknown[] = [];
  let ended: unknown = null;
  const subscription = link({ op, next: null as never } as never).subscribe({
    next: ({ result }) => {
      if ('data' in result) got.push((result.data as { data: unknown }).data);
    },
    error: (error) => {
      ended = error;
    },
    complete: () => {
      ended = 'complete';
    },
  });
  const block = () => {
    for (let attempt = 0; attempt < FALLBACK_AFTER; attempt += 1) connection.closed();
    connection.answered(1);
  };
  const hide = (now: boolean) => {
    hidden = now;
    looked();
  };
  return { connection, websocket, http, got, subscription, block, hide, onLost, ended: () => ended };
}

describe('a subscription', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('moves to HTTP after the last id that came, and back, without a gap', () => {
    const { connection, websocket, http, got, block } = page();
    websocket.say('4', 'four');
    websocket.reconnects();
    block();
    expect(websocket.open()).toBe(0);
    expect(http.opened[0]!.input).toEqual({ jobId: 'j', lastEventId: '4' });
    http.say('5', 'five');
    connection.heard(2);
    expect(http.open()).toBe(0);
    expect(websocket.opened[1]!.input).toEqual({ jobId: 'j', lastEventId: '5' });
    websocket.say('6', 'six');
    expect(got).toEqual(['four', 'five', 'six']);
  });

  it('opens a stream that broke off again, later each time, and tells nobody but the badge', () => {
    const { connection, http, block, onLost, ended } = page();
    block();
    http.start();
    expect(connection.get().status).toBe('live');
    http.breakOff();
    expect(connection.get().status).toBe('lost');
    expect(onLost).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(400);
    expect(http.opened.length).toBe(2);
    http.breakOff();
    vi.advanceTimersByTime(399);
    expect(http.opened.length).toBe(2);
    vi.advanceTimersByTime(401);
    expect(http.opened.length).toBe(3);
    http.start();
    expect(connection.get().status).toBe('live');
    expect(ended()).toBeNull();
  });

  it('calls a stream lost that never says anything: a proxy may keep back what should stream', () => {
    const { connection, http, block } = page();
    block();
    vi.advanceTimersByTime(10_000);
    expect(connection.get().status).toBe('lost');
    vi.advanceTimersByTime(400);
    expect(http.opened.length).toBe(2);
    expect(http.open()).toBe(1);
  });

  it('lets go of its stream while nobody looks, and catches up after the last id when somebody does', () => {
    const { http, block, hide, got } = page();
    block();
    http.say('7', 'seven');
    hide(true);
    expect(http.open()).toBe(0);
    hide(false);
    expect(http.opened[1]!.input).toEqual({ jobId: 'j', lastEventId: '7' });
    http.say('8', 'eight');
    expect(got).toEqual(['seven', 'eight']);
  });

  it('keeps its websocket while nobody looks', () => {
    const { websocket, hide } = page();
    hide(true);
    expect(websocket.open()).toBe(1);
    expect(websocket.opened.length).toBe(1);
  });

  it.each(['websocket', 'http'] as const)('hands on what the server said over %s, once, and ends', (transport) => {
    const one = page();
    if (transport === 'http') one.block();
    one[transport].refuse();
    expect(one.ended()).toMatchObject({ data: { code: 'NOT_FOUND' } });
    one.block();
    vi.advanceTimersByTime(60_000);
    expect(one.http.open() + one.websocket.open()).toBe(0);
  });

  it('ends with the page: nothing stays open', () => {
    const { http, websocket, block, subscription } = page();
    block();
    subscription.unsubscribe();
    vi.advanceTimersByTime(60_000);
    expect(http.open() + websocket.open()).toBe(0);
    expect(http.opened.length).toBe(1);
  });
});
