import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEEPALIVE_MISSES, KEEPALIVE_MS, Keepalive } from '@/server/ssh/keepalive';
import { connectBy, dialed, type Place, runLine } from './lab-session';
import { answering, type ScriptedRouter, startScriptedRouter } from './scripted-router';

describe('the watch for a sign of life', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const watch = (excused = () => false) => {
    const silences: number[] = [];
    const keepalive = new Keepalive({ everyMs: 1_000, excused, onSilence: (ms) => silences.push(ms) });
    return { keepalive, silences };
  };

  it('ends when three requests had time to be answered and not a byte came, no earlier', () => {
    const { silences, keepalive } = watch();
    vi.advanceTimersByTime(1_000 * KEEPALIVE_MISSES + 999);
    expect(silences).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(silences).toEqual([3_000]);
    keepalive.stop();
    vi.advanceTimersByTime(60_000);
    expect(silences).toHaveLength(1);
  });

  it('takes any byte for one, so that a router that answers no request is not cut off in its output', () => {
    const { silences, keepalive } = watch();
    for (let second = 0; second < 60; second += 3) {
      vi.advanceTimersByTime(3_000);
      keepalive.heard();
    }
    expect(silences).toEqual([]);
    keepalive.stop();
  });

  it('does not count while this side keeps the router from sending', () => {
    let held = true;
    const { silences, keepalive } = watch(() => held);
    vi.advanceTimersByTime(600_000);
    expect(silences).toEqual([]);
    held = false;
    vi.advanceTimersByTime(4_000);
    expect(silences).toHaveLength(1);
    keepalive.stop();
  });

  it('has numbers that keep the state of a firewall and give a slow router a minute', () => {
    expect(KEEPALIVE_MS).toBe(15_000);
    expect(KEEPALIVE_MS * (KEEPALIVE_MISSES + 1)).toBe(60_000);
  });
});

describe('a session', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const silentRouter = async (debug?: (line: string) => void): Promise<ScriptedRouter> => {
    const router = await startScriptedRouter({ debug, shell: answering('r1#', () => new Promise(() => {})) });
    ends.push(() => router.close());
    return router;
  };
  const quick = { deps: { keepaliveMs: 20 } };

  /** A network before a router that can be cut without either side being told. */
  async function cuttable(router: Place): Promise<{ place: Place; cut: () => void }> {
    const sockets: Socket[] = [];
    const server = createServer((near) => {
      const far = connect(router.port, router.address);
      sockets.push(near, far);
      for (const socket of [near, far]) socket.on('error', () => socket.destroy());
      near.pipe(far);
      far.pipe(near);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const { port } = server.address() as { port: number };
    const cut = () => {
      for (const socket of sockets) socket.unpipe().resume();
    };
    return { place: { ...router, address: '127.0.0.1', port }, cut };
  }

  it('sends requests where the device takes them, and not one where it does not', async () => {
    const sent = { on: 0, off: 0 };
    let fourth = () => {};
    const four = new Promise<void>((resolve) => {
      fourth = resolve;
    });
    const count = (which: 'on' | 'off') => (line: string) => {
      if (/Inbound: .*keepalive@openssh\.com/.test(line)) sent[which] += 1;
      if (sent.on === 4) fourth();
    };
    const [on, off] = [await silentRouter(count('on')), await silentRouter(count('off'))];
    const without = await dialed(off, { ...quick, link: { keepalive: false } });
    const having = await dialed(on, { ...quick, link: { keepalive: true } });
    await four;
    expect(sent.off).toBe(0);
    await Promise.all([having.close(), without.close()]);
  });

  it('whose network is cut ends as connection_lost long before its clock, in mid-command as well', async () => {
    const { place, cut } = await cuttable(await silentRouter());
    const session = await dialed(place, { ...quick, clocks: { commandIdleMs: 600_000 } });
    const running = runLine(session, 'show version');
    cut();
    expect((await running).result).toMatchObject({
      failure: { kind: 'connection_lost', detail: 'no sign of life in 60 ms, keepalive requests included' },
      usable: false,
    });
    await session.close();
  });

  it('with a router that thinks for long and answers the requests is left to its own clock', async () => {
    const connectOnce = connectBy(quick);
    const session = await dialed(await silentRouter(), { connect: connectOnce, clocks: { commandIdleMs: 500 } });
    const { result } = await runLine(session, 'show version');
    expect(result.failure).toEqual({ kind: 'timeout', phase: 'command', ms: 500 });
    await session.close();
  });
});
