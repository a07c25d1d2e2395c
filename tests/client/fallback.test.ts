import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectionState, createAreaZeroClient, type Transport } from '@/client/client';
import type { JobEvent } from '@/domain/event-schema';
import { type Fleet, jobEnd, startFleet } from '../support/fleet';
import { NEVER_MS, think } from '../support/think';
import { startUpgradeProxy, type UpgradeProxy } from '../support/upgrade-proxy';

const commands = ['@ospf-neighbors', 'show version'];
const all = { all: true as const };

describe('where websockets do not come through, the client', () => {
  let fleet: Fleet;
  let proxy: UpgradeProxy;
  let token: string;
  let url: string;
  beforeAll(async () => {
    proxy = await startUpgradeProxy();
    url = `http://localhost:${proxy.port}`;
    fleet = await startFleet({ size: 12, addressBase: '127.166.0.1' }, { env: { PUBLIC_URL: url } });
    proxy.target(Number(new URL(fleet.portal.url).port));
    token = await fleet.portal.createToken('operator');
  });
  afterAll(async () => {
    await fleet.close();
    await proxy.close();
  });
  beforeEach(() => think(fleet.lab, 60));
  afterEach(() => think(fleet.lab, 0));

  /** A client that notes what it is told of its connection. */
  const connected = () => {
    const told: [ConnectionState, Transport][] = [];
    const client = createAreaZeroClient({ url, token, onConnection: (...state) => told.push(state) });
    return { client, told };
  };

  it.each([
    ['refuses the upgrade', 'refuses'],
    ['never answers it', 'silent'],
    ['accepts it and carries nothing', 'mute'],
  ] as const)('follows a job over HTTP through a proxy that %s', async (_, manners) => {
    proxy.manners(manners);
    const { client, told } = connected();
    const { jobId } = await client.jobs.create.mutate({ filter: all, commands, batchSize: 6 });
    const events: JobEvent[] = [];
    const end = await client.follow(jobId, (event) => events.push(event));
    expect(end).toMatchObject({ jobId, state: 'completed', outcome: 'ok' });
    expect(events).toEqual(await jobEnd(fleet, jobId));
    expect(told.at(-1)).toEqual(['open', 'http']);
    // The next is followed at once, by the way that is known.
    expect(await client.ended(jobId)).toEqual(end);
    client.close();
  });

  it('goes on after the last event when a stream is cut, and is back on the websocket once one comes through', async () => {
    proxy.manners('refuses');
    const { client, told } = connected();
    think(fleet.lab, NEVER_MS);
    const { jobId } = await client.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
    const events: JobEvent[] = [];
    let begun = () => {};
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const following = client.follow(jobId, (event) => {
      events.push(event);
      if (events.filter(({ type }) => type === 'command.started').length === 12) begun();
    });
    await started;
    const isTold = (...last: typeof told) => expect.poll(() => told.slice(-last.length)).toEqual(last);
    await isTold(['open', 'http']);
    proxy.cut();
    await isTold(['lost', 'http'], ['open', 'http']);
    proxy.manners('carries');
    await isTold(['open', 'websocket']);
    await client.jobs.cancel.mutate({ jobId });
    expect(await following).toMatchObject({ state: 'canceled' });
    expect(events).toEqual(await jobEnd(fleet, jobId));
    client.close();
  });

  it('keeps the token out of every address, and says of one that is not known that it was rejected', async () => {
    proxy.manners('refuses');
    const client = createAreaZeroClient({ url, token: 'azt_unknown' });
    await expect(client.follow('some-job', () => {})).rejects.toThrow(/rejected the API token/);
    client.close();
    expect(proxy.asked.some((path) => path.includes('jobs.onEvents'))).toBe(true);
    expect(proxy.asked.filter((path) => path.includes('azt_') || path.includes(token))).toEqual([]);
  });

  it('names what is wrong with an input, and stops when the signal fires', async () => {
    proxy.manners('refuses');
    const { client } = connected();
    await expect(client.follow('no-such-job', () => {})).rejects.toThrow('Job no-such-job: not found');
    // Still at work when it is canceled.
    think(fleet.lab, NEVER_MS);
    const { jobId } = await client.jobs.create.mutate({ filter: all, commands, batchSize: 1 });
    const stop = new AbortController();
    const reason = new Error('enough');
    await expect(client.follow(jobId, () => stop.abort(reason), { signal: stop.signal })).rejects.toBe(reason);
    await client.jobs.cancel.mutate({ jobId });
    client.close();
  });
});
