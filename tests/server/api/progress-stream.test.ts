import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobEvent } from '@/domain/event-schema';
import { createHttpContext } from '@/server/api/http-context';
import { createProgressStream } from '@/server/api/progress-stream';
import type { ProgressView } from '@/server/api/progress-view';
import { type StreamMessage, streamMessages } from '../../support/event-stream';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';
import { HeldClock } from '../../support/held-clock';
import { type As, headersOf, startPortal, type TestPortal } from '../../support/portal';
import { callRest } from '../../support/rest-call';
import { NEVER_MS, think } from '../../support/think';

const open = (portal: Pick<TestPortal, 'url'>, as: As, path: string, headers: Record<string, string> = {}) =>
  fetch(`${portal.url}/api/v1/jobs/${path}`, { headers: { ...headersOf(as), ...headers } });

const viewOf = ({ data }: StreamMessage) => JSON.parse(data!) as ProgressView;

async function allOf(response: Response): Promise<StreamMessage[]> {
  const messages: StreamMessage[] = [];
  for await (const message of streamMessages(response)) messages.push(message);
  return messages;
}

async function firstOf(messages: AsyncGenerator<StreamMessage>, fits: (message: StreamMessage) => boolean) {
  for await (const message of messages) if (fits(message)) return message;
  throw new Error('The stream ended before');
}

describe('a job over REST alone', () => {
  let fleet: Fleet;
  let as: As;
  const call = async (place: string, body?: unknown) => {
    const answer = await callRest(fleet.portal, as, place, body === undefined ? {} : { body });
    expect([place, answer.status < 300, answer.text]).toEqual([place, true, answer.text]);
    return answer.body;
  };

  beforeAll(async () => {
    fleet = await startFleet({ size: 12, addressBase: '127.187.0.1' });
    as = { token: await fleet.portal.createToken('operator') };
  });
  afterAll(() => fleet.close());

  const commands = ['@ospf-process', '@ospf-neighbors'];
  const start = async () => (await call('POST /jobs', { filter: { all: true }, commands, batchSize: 4 })).jobId;

  it('is planned, made, watched to its end, read and retried', async () => {
    const devices = await call('GET /devices?limit=500');
    const body = { deviceIds: devices.items.map(({ id }: { id: string }) => id), commands, batchSize: 5 };
    const plan = await call('POST /jobs/plan', body);
    expect(plan).toMatchObject({ totalDevices: 12, totalBatches: 3, confirmDevices: null });
    // Watched from its beginning.
    think(fleet.lab, NEVER_MS);
    const { jobId } = await call('POST /jobs', { ...body, planHash: plan.planHash });
    const watched = await open(fleet.portal, as, `${jobId}/progress`);
    think(fleet.lab, 0);
    const messages = await allOf(watched);
    expect(messages[0]).toMatchObject({ event: null, retry: expect.stringMatching(/^[2-5]\d{3}$/) });
    const told = messages.filter(({ event }) => event !== null);
    expect(told[0]!.event).toBe('snapshot');
    expect(told.slice(1, -1).every(({ event }) => event === 'progress')).toBe(true);
    const last = viewOf(told.at(-1)!);
    expect(told.at(-1)!.event).toBe('end');
    expect(last).toMatchObject({ jobId, state: 'completed', outcome: 'ok', percent: 100, eta: null });
    expect(last.batches).toEqual({ total: 3, completed: 3 });
    for (const message of told) {
      const { counts, countries, seq } = viewOf(message);
      expect([String(seq), countries.reduce((sum, { completed }) => sum + completed, 0)]).toEqual([
        message.id,
        counts.completed,
      ]);
    }
    const ids = told.map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    const runs = await call(`GET /jobs/${jobId}/runs?state=completed&limit=2`);
    expect([runs.total, runs.items.length]).toEqual([12, 2]);
    const output = await call(`GET /jobs/${jobId}/devices/${runs.items[0].deviceId}/output`);
    expect(output.commands.map(({ state }: { state: string }) => state)).toEqual(['completed', 'completed']);
    expect((await call(`GET /jobs/${jobId}`)).seq).toBe(last.seq);
    const retried = await callRest(fleet.portal, as, `POST /jobs/${jobId}/retry`, { body: { scope: 'failed' } });
    expect([retried.status, retried.body.fields[0].field]).toEqual([400, 'scope']);
  });

  it('has every event with events=all, over cuts, without gap and without duplicate', async () => {
    const jobId = await start();
    const seen: number[] = [];
    let headers: Record<string, string> = {};
    let cuts = 0;
    for (let ended = false; !ended; ) {
      let taken = 0;
      const response = await open(fleet.portal, as, `${jobId}/progress?events=all`, headers);
      // Cut right after the last event: nothing to come back for.
      if (response.status === 204) break;
      for await (const { id, event, data } of streamMessages(response)) {
        if (event === 'end') {
          ended = true;
          expect(JSON.parse(data!)).toMatchObject({ state: 'completed', seq: seen.at(-1) });
        }
        if (id === null || event === 'end') continue;
        const { seq, type } = JSON.parse(data!) as JobEvent;
        expect([String(seq), type]).toEqual([id, event]);
        seen.push(seq);
        headers = { 'last-event-id': id };
        taken += 1;
        if (taken === 20) break;
      }
      if (!ended) cuts += 1;
    }
    const stored = await jobEnd(fleet, jobId);
    expect(seen).toEqual(stored.map(({ seq }) => seq));
    expect(cuts).toBeGreaterThan(3);
  });

  it('that has ended is told once more in whole, from a place on, or by 204 that there is nothing more', async () => {
    const jobId = await start();
    const last = (await jobEnd(fleet, jobId)).at(-1)!.seq;
    const whole = (await allOf(await open(fleet.portal, as, `${jobId}/progress`))).filter(({ event }) => event);
    expect(whole.map(({ event, id }) => [event, id])).toEqual([['end', String(last)]]);
    const rest = await allOf(await open(fleet.portal, as, `${jobId}/progress?events=all&lastEventId=${last - 2}`));
    expect(rest.flatMap(({ id, event }) => (id ? [[Number(id), event]] : []))).toEqual([
      [last - 1, expect.any(String)],
      [last, 'job.completed'],
      [last, 'end'],
    ]);
    for (const query of ['', '?events=all', '?lastEventId=1']) {
      const over = await open(fleet.portal, as, `${jobId}/progress${query}`, { 'last-event-id': String(last) });
      expect([query, over.status, await over.text()]).toEqual([query, 204, '']);
    }
    const token = `Bearer ${(as as { token: string }).token}`;
    const head = await fetch(`${fleet.portal.url}/api/v1/jobs/${jobId}/progress`, {
      method: 'HEAD',
      headers: { authorization: token },
    });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const ahead = await callRest(fleet.portal, as, `GET /jobs/${jobId}/progress?lastEventId=${last + 1}`);
    expect([ahead.status, ahead.body.message]).toEqual([
      400,
      `lastEventId: expected at most ${last}, the last event of this job`,
    ]);
  });

  it('is refused as any other call: nobody, an unknown job', async () => {
    const nobody = await callRest(fleet.portal, null, 'GET /jobs/none/progress');
    expect([nobody.status, nobody.body.code]).toEqual([401, 'UNAUTHORIZED']);
    const unknown = await callRest(fleet.portal, as, 'GET /jobs/none/progress');
    expect([unknown.status, unknown.body.message]).toEqual([404, 'Job none: not found']);
  });

  it('is shown by curl -N', async ({ skip }) => {
    const curl = await promisify(execFile)('curl', ['--version']).catch(() => null);
    if (!curl) skip('curl is not installed');
    const jobId = await start();
    const address = `${fleet.portal.url}/api/v1/jobs/${jobId}/progress`;
    const args = ['-N', '-s', '-i', '-H', `Authorization: Bearer ${(as as { token: string }).token}`, address];
    const { stdout } = await promisify(execFile)('curl', args);
    expect(stdout).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(stdout).toContain('Content-Type: text/event-stream; charset=utf-8');
    expect(stdout).toContain('X-Accel-Buffering: no');
    expect(stdout).toMatch(/event: end\ndata: \{.*"outcome":"ok",.*"percent":100,/);
  });
});

describe('the progress of a job that runs', () => {
  let portal: TestPortal;
  let silent: Server;
  let jobId: string;

  beforeAll(async () => {
    portal = await startPortal({ env: { HANDSHAKE_TIMEOUT_MS: '600000' } });
    // A router that says nothing: its job runs for as long as the tests need it.
    silent = createTcpServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const { id: credentialId } = await portal.admin.credentials.create.mutate({
      name: 'c',
      username: 'u',
      password: 'p',
    });
    const device = { name: 'silent', address: '127.0.0.1', port, country: 'DE', platform: 'frr' } as const;
    const { id } = await portal.admin.devices.create.mutate({ ...device, credentialId });
    jobId = (await portal.admin.jobs.create.mutate({ deviceIds: [id], commands: ['show version'] })).jobId;
  });
  afterAll(async () => {
    await portal.close();
    silent.close();
  });

  it('ends when the token is revoked that it was opened with, and not with an end', async () => {
    const { id, token } = await portal.admin.tokens.create.mutate({ name: 'short-lived', role: 'viewer' });
    const messages = streamMessages(await open(portal, { token }, `${jobId}/progress`));
    await firstOf(messages, ({ event }) => event === 'snapshot');
    const other = streamMessages(await open(portal, { token }, `${jobId}/progress?events=all`));
    const left = (async () => {
      for await (const { event } of other) if (event === 'end') return 'end';
      return 'closed';
      // The connection is cut, which a reader of it hears as an error.
    })().catch(() => 'cut');
    await portal.admin.tokens.revoke.mutate({ id });
    expect(await left).toBe('cut');
    expect((await open(portal, { token }, `${jobId}/progress`)).status).toBe(401);
  });

  it('says every 15 seconds that it lives, though nothing happens', async () => {
    const clock = new HeldClock(Date.now());
    const services = { ...portal.services, clock };
    await serving(createProgressStream(services, createHttpContext(services)), async (base) => {
      const messages = streamMessages(await open({ url: base }, null, `${jobId}/progress?events=all`));
      await firstOf(messages, ({ event }) => event === 'device.started');
    });
    await serving(createProgressStream(services, createHttpContext(services)), async (base) => {
      const seq = String((await portal.admin.jobs.get.query({ jobId })).seq);
      const messages = streamMessages(await open({ url: base }, null, `${jobId}/progress`, { 'last-event-id': seq }));
      expect((await messages.next()).value).toMatchObject({ event: null });
      while (clock.sleeping === 0) await clock.settle();
      await clock.advance(14_999);
      await clock.advance(1);
      expect((await messages.next()).value).toMatchObject({ comment: 'heartbeat' });
      await clock.advance(30_000);
      expect((await messages.next()).value).toMatchObject({ comment: 'heartbeat' });
      expect((await messages.next()).value).toMatchObject({ comment: 'heartbeat' });
      await messages.return(undefined);
    });
  });

  it('counts among the streams of the portal: one more than there may be is refused', async () => {
    const { services } = portal;
    await serving(createProgressStream(services, createHttpContext(services, 1)), async (base) => {
      const held = await open({ url: base }, null, `${jobId}/progress`);
      const refused = await open({ url: base }, null, `${jobId}/progress`).catch(() => null);
      expect([held.status, refused?.status]).toEqual([200, 429]);
      await held.body!.cancel();
    });
  });

  it('closes without an end when the portal stops, so that clients come back', async () => {
    const dying = await startPortal();
    const { id: credentialId } = await dying.admin.credentials.create.mutate({
      name: 'c',
      username: 'u',
      password: 'p',
    });
    const { port } = silent.address() as { port: number };
    const device = { name: 'silent', address: '127.0.0.1', port, country: 'DE', platform: 'frr' } as const;
    const { id } = await dying.admin.devices.create.mutate({ ...device, credentialId });
    const job = await dying.admin.jobs.create.mutate({ deviceIds: [id], commands: ['show version'] });
    const as = { cookie: dying.adminCookie };
    const messages = streamMessages(await open(dying, as, `${job.jobId}/progress`));
    await messages.next();
    const events: (string | null)[] = [];
    const over = (async () => {
      for await (const { event } of messages) events.push(event);
      // Whatever is left open when the portal has stopped is cut.
    })().catch(() => null);
    await dying.close();
    await over;
    expect(events).not.toContain('end');
  });

  /** A server with nothing but this stream, for a viewer. */
  async function serving(serve: ReturnType<typeof createProgressStream>, use: (base: string) => Promise<void>) {
    const actor = { kind: 'token', id: '1', name: 'test', role: 'viewer' } as const;
    const caller = { whoAsks: async () => actor, address: '127.0.0.1' };
    const server: HttpServer = createServer((req, res) => {
      serve(req, res, caller, { jobId }).catch((error: { code: string }) => {
        res.writeHead(error.code === 'TOO_MANY_REQUESTS' ? 429 : 500).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      await use(`http://127.0.0.1:${(server.address() as { port: number }).port}`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
});
