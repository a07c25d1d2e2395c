import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectionState, createAreaZeroClient, isAreaZeroError, type JobEnd } from '@/client/client';
import type { JobEvent } from '@/domain/event-schema';
import { type CutProxy, startCutProxy } from '../support/cut-proxy';
import { type Fleet, jobEnd, startFleet } from '../support/fleet';
import { startPortal } from '../support/portal';
import { NEVER_MS, think } from '../support/think';

const commands = ['@ospf-neighbors', 'show version'];
const all = { all: true as const };

describe('the client', () => {
  let fleet: Fleet;
  let proxy: CutProxy;
  let token: string;
  let url: string;
  beforeAll(async () => {
    proxy = await startCutProxy();
    url = `http://localhost:${proxy.port}`;
    fleet = await startFleet({ size: 12, addressBase: '127.164.0.1' }, { env: { PUBLIC_URL: url } });
    proxy.target(Number(new URL(fleet.portal.url).port));
    token = await fleet.portal.createToken('operator');
  });
  beforeEach(() => think(fleet.lab, 0));
  afterAll(async () => {
    await fleet.close();
    await proxy.close();
  });

  it('follows a job from its first event to its last, each once, over connections that are cut', async () => {
    const states: ConnectionState[] = [];
    const client = createAreaZeroClient({
      url,
      token,
      onConnection(state) {
        states.push(state);
        // Each connection has something to tell, and the last one the rest.
        const opened = states.filter((one) => one === 'open').length;
        think(fleet.lab, 0, opened < 4 ? fleet.lab.routers.slice(0, opened) : fleet.lab.routers);
      },
    });
    think(fleet.lab, NEVER_MS);
    const { jobId, totalDevices } = await client.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
    const events: JobEvent[] = [];
    let cuts = 0;
    const end = await client.follow(jobId, (event) => {
      events.push(event);
      if (states.length !== 2 * cuts + 1 || cuts === 3) return;
      cuts += 1;
      proxy.cut();
    });
    client.close();
    expect(end).toMatchObject({ jobId, state: 'completed', outcome: 'ok', reason: null });
    expect(end.counts).toMatchObject({ total: totalDevices, completed: totalDevices });
    expect(events).toEqual(await jobEnd(fleet, jobId));
    expect(states).toEqual(['open', 'lost', 'open', 'lost', 'open', 'lost', 'open']);
  });

  it('tells of the end of a job that has ended before, with and without its events', async () => {
    const client = createAreaZeroClient({ url, token });
    const { jobId } = await client.jobs.create.mutate({ filter: all, commands: ['show version'], batchSize: 0 });
    const end = await client.ended(jobId);
    expect(end).toMatchObject({ state: 'completed', outcome: 'ok' });
    const seen: number[] = [];
    expect(await client.follow(jobId, ({ seq }) => seen.push(seq))).toEqual(end);
    expect(seen).toEqual(seen.map((_, index) => index + 1));
    client.close();
  });

  it('holds one websocket for all subscriptions, and none when they are over', async () => {
    const client = createAreaZeroClient({ url, token });
    // At work until somebody has looked.
    think(fleet.lab, NEVER_MS, fleet.lab.routers.slice(1));
    const { jobId } = await client.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
    const websockets = async () => {
      const text = await (await fetch(`${fleet.portal.url}/metrics`)).text();
      return Number(/^areazero_websocket_clients (\d+)$/m.exec(text)?.[1]);
    };
    let meanwhile: Promise<number> | undefined;
    const look = (event: JobEvent) => {
      if (event.type === 'device.completed') meanwhile ??= websockets().finally(() => think(fleet.lab, 0));
    };
    await Promise.all([client.follow(jobId, () => {}), client.follow(jobId, look), client.ended(jobId)]);
    expect(await meanwhile).toBe(1);
    await expect.poll(websockets).toBe(0);
  });

  it('says of a token that is not known that it was rejected, and tries no further', async () => {
    const client = createAreaZeroClient({ url, token: 'azt_unknown' });
    const rejected = /rejected the API token: it is unknown, expired or revoked$/;
    const call = await client.jobs.list.query().catch((error: unknown) => error);
    expect(isAreaZeroError(call) && call.data?.code).toBe('UNAUTHORIZED');
    expect(call).toMatchObject({ message: expect.stringMatching(rejected) });
    expect(String(call)).not.toContain('azt_unknown');
    await expect(client.follow('some-job', () => {})).rejects.toThrow(rejected);
    client.close();
  });

  it('ends what it follows when its token is revoked in between', async () => {
    const { id, token: short } = await fleet.portal.admin.tokens.create.mutate({ name: 'short', role: 'operator' });
    const client = createAreaZeroClient({ url, token: short });
    const [router] = fleet.lab.routers;
    think(fleet.lab, NEVER_MS);
    const { jobId } = await client.jobs.create.mutate({ deviceIds: [fleet.ids.get(router!.name)!], commands });
    const following = client.follow(jobId, (event) => {
      if (event.type === 'device.started') void fleet.portal.admin.tokens.revoke.mutate({ id });
    });
    await expect(following).rejects.toThrow(/rejected the API token/);
    await fleet.portal.admin.jobs.cancel.mutate({ jobId });
    client.close();
  });

  it('names the field of a wrong input', async () => {
    const client = createAreaZeroClient({ url, token });
    const error = await client.jobs.plan.query({ filter: all, commands: [] }).catch((caught: unknown) => caught);
    expect(isAreaZeroError(error) && error.data).toMatchObject({
      code: 'BAD_REQUEST',
      fields: [{ field: 'commands', message: 'expected at least one command' }],
    });
    await expect(client.follow('no-such-job', () => {})).rejects.toThrow('Job no-such-job: not found');
  });

  it('stops following when the signal fires, when the listener throws, and when it is closed', async () => {
    const client = createAreaZeroClient({ url, token });
    // Still at work when it is canceled.
    think(fleet.lab, NEVER_MS);
    const { jobId } = await client.jobs.create.mutate({ filter: all, commands, batchSize: 1 });
    const stop = new AbortController();
    const reason = new Error('enough');
    await expect(client.follow(jobId, () => stop.abort(reason), { signal: stop.signal })).rejects.toBe(reason);
    const broken = new Error('broken listener');
    const throwing = () => {
      throw broken;
    };
    await expect(client.follow(jobId, throwing)).rejects.toBe(broken);
    await expect(client.follow(jobId, () => client.close())).rejects.toThrow('The client was closed');
    await expect(client.ended(jobId)).rejects.toThrow('The client is closed');
    await fleet.portal.admin.jobs.cancel.mutate({ jobId });
    await jobEnd(fleet, jobId);
  });
});

describe('a portal that is not there', () => {
  it('is named in the error of a call', async () => {
    const client = createAreaZeroClient({ url: 'http://127.0.0.1:9', token: 'azt_x' });
    await expect(client.jobs.list.query()).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:9 cannot be reached: .*(ECONNREFUSED|bad port)/,
    );
  });

  it('ends a call that it never answers, by its own timeout or by a signal, with an error that names what was called', async () => {
    const asked: string[] = [];
    let gone = () => {};
    const server = createServer((req) => {
      asked.push(req.url ?? '');
      req.socket.once('close', gone);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const letGo = () => new Promise<void>((resolve) => (gone = resolve));

    const hasty = createAreaZeroClient({ url, token: 'azt_x', timeoutMs: 50 });
    let released = letGo();
    const late = await hasty.jobs.list.query().catch((error: unknown) => error);
    expect(isAreaZeroError(late) && late.message).toBe(`jobs.list: ${url} did not answer within 50 ms (timeoutMs)`);
    // On a busy machine the time is over before the request has come here: there is nothing to let go of then.
    if (asked.length > 0) await released;
    await expect(hasty.jobs.pause.mutate({ jobId: 'job' })).rejects.toThrow(
      /^jobs\.pause: .* within 50 ms \(timeoutMs\); what was asked for may have been done$/,
    );

    const patient = createAreaZeroClient({ url, token: 'azt_x' });
    const stop = new AbortController();
    released = letGo();
    const call = patient.devices.countries.query(undefined, { signal: stop.signal });
    const ended = expect(call).rejects.toThrow('devices.countries: enough');
    await expect.poll(() => asked.join()).toContain('devices.countries');
    stop.abort(new Error('enough'));
    await ended;
    await released;
    server.close();
  });

  it('is told apart from one that answers with something else', async () => {
    const server = createServer((req, res) => {
      if (req.url?.startsWith('/api/trpc/jobs.list'))
        res.writeHead(308, { location: 'https://elsewhere.example/' }).end();
      else res.writeHead(421, { 'content-type': 'text/plain' }).end('Not for that Host\nmore');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = createAreaZeroClient({ url, token: 'azt_x' });
    await expect(client.jobs.list.query()).rejects.toThrow(`${url} redirects to https://elsewhere.example`);
    await expect(client.devices.countries.query()).rejects.toThrow(
      /did not answer as a portal: 421 Not for that Host$/,
    );
    // What has never been a portal, over a websocket or over HTTP, is not asked again and again.
    await expect(client.follow('job', () => {})).rejects.toThrow(
      `${url} did not answer as a portal: 421 Not for that Host`,
    );
    client.close();
    server.close();
  });
});

describe('a portal that ends in the middle of a job and starts again', () => {
  it('leaves no gap and no duplicate in what the client is told', async () => {
    const proxy = await startCutProxy();
    const secretKey = Buffer.alloc(32, 5).toString('base64');
    const env = { PUBLIC_URL: `http://localhost:${proxy.port}` };
    const fleet = await startFleet({ size: 6, addressBase: '127.165.0.1' }, { env, secretKey, keepDir: true });
    think(fleet.lab, NEVER_MS, fleet.lab.routers.slice(3));
    proxy.target(Number(new URL(fleet.portal.url).port));
    const client = createAreaZeroClient({ url: env.PUBLIC_URL, token: await fleet.portal.createToken('operator') });
    const { jobId } = await client.jobs.create.mutate({ filter: all, commands, batchSize: 0 });
    const seen: number[] = [];
    let following: Promise<JobEnd> | undefined;
    await new Promise<void>((resolve) => {
      let completed = 0;
      following = client.follow(jobId, ({ seq, type }) => {
        seen.push(seq);
        if (type === 'device.completed') completed += 1;
        if (completed === 3) resolve();
      });
    });
    const dir = dirname(fleet.portal.dbPath);
    await fleet.portal.close();
    think(fleet.lab, 0);
    const again = await startPortal({ dir, secretKey, keepDir: true, env });
    proxy.target(Number(new URL(again.url).port));
    expect(await following).toMatchObject({ state: 'completed', outcome: 'ok', counts: { completed: 6 } });
    expect(seen).toEqual(seen.map((_, index) => index + 1));
    client.close();
    await again.close();
    await fleet.lab.close();
    await proxy.close();
    await rm(dir, { recursive: true, force: true });
  });
});
