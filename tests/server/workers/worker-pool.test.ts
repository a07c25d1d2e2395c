import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceWork } from '@/server/engine/ports';
import { systemClock } from '@/server/engine/system-clock';
import { WorkerPool } from '@/server/workers/worker-pool';
import { eventsOf, labParts, never, read, workOf } from '../engine/executor.conformance';

const settings = { hostKeyPolicy: 'first_use', allowedTargets: '10.0.0.0/8', handshakesAtOnce: 5 } as const;
let pool: WorkerPool;

beforeEach(() => {
  const { log, ...ports } = labParts();
  const entry = new URL('../../../src/server/workers/from-source.mjs', import.meta.url);
  pool = new WorkerPool({ entry, settings: [settings, settings, settings], ports, clock: systemClock, log });
});
afterEach(() => pool.close());

/** A target outside of the allowed networks: the device ends without a connection. */
function behind(jumpHostId: string | null): DeviceWork {
  const work = workOf({ name: 'r1', address: '192.0.2.1', port: 22, platform: 'cisco_ios' }, [read('show ip ospf')]);
  return { ...work, target: { ...work.target, jumpHostId } };
}

/** A device of which the pool knows; it runs, and ends, once it is asked for its events. */
const begin = (bastionId: string | null, signal: AbortSignal) =>
  pool.start(bastionId, signal, (thread) => thread.run(behind(bastionId), bastionId, signal));

async function start(bastionId: string | null): Promise<{ thread: number; end: () => Promise<unknown> }> {
  const { started } = (await begin(bastionId, never()))!;
  return { thread: started.thread, end: () => eventsOf(started.events()) };
}
const threadsOf = (runs: readonly { readonly thread: number }[]) => new Set(runs.map(({ thread }) => thread));

describe('the thread of a device', () => {
  it('is the one with the fewest, and no thread is started while one stands idle', async () => {
    const first = await start(null);
    await first.end();
    const again = await start(null);
    expect(again.thread).toBe(first.thread);
    const more = [await start(null), await start(null), await start(null), await start(null), await start(null)];
    const shares = [again, ...more].map(({ thread }) => thread);
    for (const thread of threadsOf(more)) expect(shares.filter((each) => each === thread)).toHaveLength(2);
  });

  it('is another one for each of those that come together', async () => {
    expect(threadsOf(await Promise.all([start(null), start(null), start(null)])).size).toBe(3);
  });

  it('behind one jump host is the same, also after the last device there has ended', async () => {
    const [one, two, three] = [await start('bastion'), await start('bastion'), await start('bastion')];
    expect(threadsOf([one, two, three]).size).toBe(1);
    expect([...threadsOf([await start('other bastion'), await start(null)])]).not.toContain(one.thread);
    for (const { end } of [one, two, three]) await end();
    const taker = await start(null);
    expect(taker.thread).toBe(one.thread);
    expect((await start('bastion')).thread).toBe(one.thread);
  });

  it('is none after close, nor for who has stopped waiting', async () => {
    expect(await begin(null, AbortSignal.abort())).toBeNull();
    await pool.close();
    expect(await begin(null, never())).toBeNull();
  });
});
