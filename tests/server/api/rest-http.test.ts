import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter, PROCEDURE_ROLES } from '@/server/api/app-router';
import { restRoutes } from '@/server/api/rest-routes';
import { type As, startPortal, type TestPortal } from '../../support/portal';
import { callRest, type RestOptions } from '../../support/rest-call';

/** Procedures that other services do not get under `/api/v1`, each with why. A new procedure stands there, or here. */
const NOT_EXPOSED: Record<string, string> = {
  'jobs.onEvents': 'is GET /jobs/{jobId}/progress?events=all',
  'jobs.onOutput': 'a subscription; GET /jobs/{jobId}/devices/{deviceId}/output has the same as far as it has come',
  'jobs.onProgress': 'is GET /jobs/{jobId}/progress',
  'jobs.snapshot': 'one frame of GET /jobs/{jobId}/progress, packed for pages',
  'setup.create': 'the first visit of a person',
  'setup.status': 'the first visit of a person',
};

describe('the procedures under /api/v1', () => {
  it('are all of them, but for a few with a reason', () => {
    const exposed = restRoutes(appRouter).map(({ procedure }) => procedure);
    expect([...exposed, ...Object.keys(NOT_EXPOSED)].sort()).toEqual([...PROCEDURE_ROLES.keys()].sort());
  });

  it('must say what they answer, have the fields of their path, and stand alone at it', () => {
    const stating = (_def: object) => ({ _def: { procedures: { 'a.b': { _def }, 'a.c': { _def } } } });
    const meta = { role: 'viewer', description: 'x', rest: 'GET /a/{id}' };
    const output = appRouter.devices.get._def as { output?: unknown };
    expect(() => restRoutes(stating({ type: 'query', meta, inputs: [] }))).toThrow('.output(answer(');
    expect(() => restRoutes(stating({ type: 'query', meta, inputs: [], output: output.output }))).toThrow(
      'a.b stands at GET /a/{id} and has no field id in its input',
    );
    const whole = { type: 'query', meta, inputs: appRouter.devices.get._def.inputs, output: output.output };
    expect(() => restRoutes(stating(whole))).toThrow('a.c and a.b both stand at GET /a/{}');
  });
});

describe('REST', () => {
  let portal: TestPortal;
  let admin: As;
  let credentialId: string;
  let deviceId: string;
  const call = (place: string, options?: RestOptions) => callRest(portal, admin, place, options);
  const device = { name: 'r1', address: '127.9.8.1', country: 'DE', platform: 'cisco_ios' };

  beforeAll(async () => {
    portal = await startPortal();
    admin = { token: await portal.createToken('admin') };
    const credential = await call('POST /credentials', {
      body: { name: 'lab', username: 'u', password: 'secret-word' },
    });
    credentialId = credential.body.id;
    const created = await call('POST /devices', { body: { ...device, credentialId } });
    expect([credential.status, created.status]).toEqual([201, 201]);
    deviceId = created.body.id;
  });
  afterAll(() => portal.close());

  it('reads, changes and deletes by the verbs, and writes the same audit trail as tRPC', async () => {
    expect((await call(`PATCH /devices/${deviceId}`, { body: { site: 'Frankfurt' } })).body).toEqual({ id: deviceId });
    expect((await call(`GET /devices/${deviceId}`)).body).toMatchObject({ name: 'r1', site: 'Frankfurt', port: 22 });
    const body = { ...device, name: 'r2', address: '127.9.8.2', country: 'JP', credentialId };
    const second = await call('POST /devices', { body });
    expect((await call('GET /devices/countries')).body).toContainEqual({ country: 'JP', total: 1 });
    expect((await call('POST /devices/delete', { body: { ids: [second.body.id] } })).body).toEqual({ deleted: 1 });
    const other = await call('POST /credentials', { body: { name: 'old', username: 'u', password: 'p' } });
    expect((await call(`DELETE /credentials/${other.body.id}`)).body).toEqual({ id: other.body.id });
    const trail = (await call('GET /audit?limit=2')).body.items;
    expect(trail.map((entry: { action: string }) => entry.action)).toEqual([
      'credentials.delete',
      'credentials.create',
    ]);
    expect(trail[0].actor).toMatch(/^token:admin-/);
  });

  it('reads numbers, yes and no from the query, and pages by its cursor', async () => {
    for (const nth of [3, 4]) {
      const body = { ...device, name: `paged-${nth}`, address: `127.9.8.${nth}`, credentialId };
      await call('POST /devices', { body });
    }
    const first = (await call('GET /devices?limit=1&search=paged')).body;
    expect(first).toMatchObject({ total: 2, items: [{ name: 'paged-3' }] });
    const next = (await call(`GET /devices?limit=1&search=paged&cursor=${first.nextCursor}`)).body;
    expect(next).toMatchObject({ items: [{ name: 'paged-4' }], nextCursor: null });
    expect((await call('GET /host-keys?pending=true')).body).toMatchObject({ items: [], policy: 'first_use' });
    expect((await call('GET /host-keys?pending=false')).status).toBe(200);
  });

  it.each([
    ['GET /devices?limit=abc', 'limit', 'expected number, got string'],
    ['GET /devices?limit=', 'limit', 'expected number, got string'],
    ['GET /devices?limit=1e3', 'limit', 'expected number, got string'],
    ['GET /devices?limit=0x10', 'limit', 'expected number, got string'],
    ['GET /devices?limit=0', 'limit', 'expected number to be >=1'],
    ['GET /devices?limit=1.5', 'limit', 'expected int, got number'],
    ['GET /devices?limit=1&limit=2', 'limit', 'expected once'],
    ['GET /devices?colour=red', 'colour', 'expected no such field'],
    ['GET /devices?__proto__=1', '__proto__', 'expected no such field'],
    ['GET /devices?country=Germany', 'country', 'expected a country code of two letters (ISO 3166-1 alpha-2)'],
    ['GET /devices/countries?x=1', 'x', 'expected no such field'],
    ['GET /devices/none?id=other', 'id', 'expected in the path only'],
    ['GET /host-keys?pending=yes', 'pending', 'expected boolean, got string'],
    ['GET /host-keys?pending=1', 'pending', 'expected boolean, got string'],
    ['GET /jobs?state=done', 'state', null],
    ['GET /jobs/none/runs?batch=two', 'batch', 'expected number, got string'],
    ['GET /jobs/none/events?afterSeq=-1', 'afterSeq', null],
    ['GET /jobs/none/progress?events=some', 'events', 'expected all, or leave it out'],
    ['GET /jobs/none/progress?color=1', 'color', 'expected no such field'],
    ['GET /jobs/none/progress?lastEventId=x', 'lastEventId', 'expected the id of a frame of this subscription'],
    [`GET /devices/${'x'.repeat(65)}`, 'id', 'expected an id of at most 64 characters'],
    ['DELETE /credentials/none?force=true', 'force', 'expected no such field'],
    ['POST /jobs/none/pause?now=1', 'now', 'expected in the body, not the query'],
    ['POST /jobs', 'commands', 'expected array, got nothing'],
  ])('refuses %s and names the field', async (place, field, message) => {
    const { status, body } = await call(place);
    expect([status, body.code, body.fields?.map((one: { field: string }) => one.field)]).toEqual([
      400,
      'BAD_REQUEST',
      [field],
    ]);
    if (message) expect(body.message).toBe(`${field}: ${message}`);
    expect(Object.keys(body).sort()).toEqual(['code', 'fields', 'message', 'reference']);
  });

  it.each([
    [{ batchSize: null }, 'batchSize'],
    [{ batchSize: '10' }, 'batchSize'],
    [{ confirmDevices: '1' }, 'confirmDevices'],
    [{ retries: true }, 'retries'],
    [{ noSuchField: 1 }, 'noSuchField'],
    ['{"commands":["show clock"],"deviceIds":["x"],"__proto__":{"batchSize":0}}', '__proto__'],
    ['{"commands":["show clock"],"deviceIds":["x"],"constructor":{}}', 'constructor'],
  ])('guesses nothing in a body: %j', async (change, field) => {
    const body = typeof change === 'string' ? change : { deviceIds: [deviceId], commands: ['show clock'], ...change };
    const before = (await call('GET /jobs')).body.total;
    const answer = await call('POST /jobs', { body });
    expect([answer.status, answer.body.fields.map((one: { field: string }) => one.field)]).toEqual([400, [field]]);
    expect((await call('GET /jobs')).body.total).toBe(before);
  });

  it.each(['[]', '"text"', 'null', '17', '{"a":', '', '\u0000', `${'['.repeat(200_000)}`])(
    'takes no body that is no JSON object: %s',
    async (body) => {
      const answer = await call('POST /devices', { body });
      expect([answer.status, typeof answer.body.message]).toEqual([400, 'string']);
      expect(answer.text).not.toMatch(/stack|node_modules|\.ts:/);
    },
  );

  it('does not quote what it cannot read, nor a secret that is wrong', async () => {
    const broken = await call('POST /credentials', { body: '{"password":"hunter2-secret' });
    expect([broken.status, broken.body.message]).toEqual([400, 'Expected JSON']);
    const long = await call('POST /credentials', {
      body: { name: '', username: 'u', password: 'hunter2'.repeat(500) },
    });
    expect(long.status).toBe(400);
    expect(broken.text + long.text).not.toContain('hunter2');
    expect((await call('GET /credentials')).text).not.toContain('secret-word');
  });

  it('refuses a path parameter that the body gives as well', async () => {
    const answer = await call(`PATCH /devices/${deviceId}`, { body: { id: 'other', site: 'x' } });
    expect([answer.status, answer.body.message]).toEqual([400, 'id: expected in the path only']);
  });

  it('takes JSON only, as no form of another page can send it', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      'multipart/form-data',
    ]) {
      const answer = await call('POST /devices', { body: JSON.stringify(device), headers: { 'content-type': type } });
      expect([type, answer.status, answer.body.code]).toEqual([type, 415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
    const spelled = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect((await call('POST /devices', { body: '{}', headers: spelled })).status).toBe(400);
  });

  it('refuses what is too large, announced or not, and only after it has asked for the right to send it', async () => {
    const large = `{"content":"${'x'.repeat(10_000_001)}"}`;
    const answer = await call('POST /devices/import', { body: large });
    expect([answer.status, answer.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const chunked = await fetch(`${portal.url}/api/v1/devices/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${(admin as { token: string }).token}`, 'content-type': 'application/json' },
      body: new ReadableStream({
        start(controller) {
          for (let at = 0; at < 11; at += 1) controller.enqueue(new Uint8Array(1_000_000).fill(0x20));
          controller.close();
        },
      }),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
    const nobody = await sendHead(portal, 'POST /devices/import', { 'content-length': '9000000' });
    expect(nobody).toBe(401);
  });

  it.each([
    ['PUT /devices', 405, 'GET, POST, HEAD, OPTIONS'],
    ['POST /devices/countries', 405, 'GET, HEAD, OPTIONS'],
    ['GET /devices/delete', 405, 'POST, OPTIONS'],
    ['DELETE /jobs', 405, 'POST, GET, HEAD, OPTIONS'],
    ['HEAD /jobs/none/progress', 404, null],
    ['OPTIONS /devices', 204, 'GET, POST, HEAD, OPTIONS'],
    ['HEAD /devices', 200, null],
  ])('answers %s with %i', async (place, status, allow) => {
    const response = await fetch(`${portal.url}/api/v1${place.split(' ')[1]}`, {
      method: place.split(' ')[0]!,
      headers: { authorization: `Bearer ${(admin as { token: string }).token}` },
    });
    expect([response.status, response.headers.get('allow')]).toEqual([status, allow]);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    await response.body?.cancel();
  });

  const endpoint = '127.9.8.9:22';
  it.each<[string, number, object?]>([
    ['GET /me?x=1', 400],
    ['GET /jobs/compare?a=none&b=other', 404],
    ['POST /host-keys/accept', 404, { endpoint, fingerprint: `SHA256:${'A'.repeat(43)}` }],
    ['POST /host-keys/reject', 404, { endpoint }],
    ['POST /host-keys/forget', 404, { endpoint }],
  ])('refuses %s with %i, and its description says that it may', async (place, status, body) => {
    const { paths } = (await call('GET /openapi.json')).body;
    const [method, path] = place.split('?')[0]!.split(' ') as [string, string];
    expect((await call(place, { body })).status).toBe(status);
    expect(Object.keys(paths[path][method.toLowerCase()].responses)).toContain(String(status));
  });

  it.each([
    '/nothing',
    '/devices/',
    '/devices//',
    '/Devices',
    '/devices/a/b',
    '/jobs/none/devices',
    '/docs/../devices.map',
  ])('has nothing at %s', async (path) => {
    const answer = await call(`GET ${path}`);
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('decodes a path parameter once', async () => {
    expect((await call('GET /devices/a%2Fb')).body.message).toBe('Device a/b: not found');
    expect((await call('GET /devices/a%252Fb')).body.message).toBe('Device a%2Fb: not found');
    expect((await fetch(`${portal.url}/api/v1/devices/%ff`)).status).toBe(400);
  });

  it('tells nobody more than that they have to sign in, and how', async () => {
    const answer = await callRest(portal, null, 'GET /devices');
    expect([answer.status, answer.headers.get('www-authenticate'), answer.body.message]).toEqual([
      401,
      'Bearer',
      'Sign in, or send an API token',
    ]);
    expect((await call('GET /devices')).headers.get('cache-control')).toBe('no-store');
  });

  it('takes the session cookie from its own pages only', async () => {
    const as: As = { cookie: portal.adminCookie };
    const body = { ...device, name: 'csrf', address: '127.9.8.9', credentialId };
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${portal.url}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const written = await callRest(portal, as, 'POST /devices', { body, headers });
      expect([headers, written.status, written.body.code]).toEqual([headers, 403, 'FORBIDDEN']);
      expect((await callRest(portal, as, 'GET /devices', { headers })).status).toBe(403);
    }
    expect((await call('GET /devices?search=csrf')).body.total).toBe(0);
    const own = await callRest(portal, as, 'POST /devices', { body, headers: { origin: portal.url } });
    expect(own.status).toBe(201);
  });

  it('answers to its own Host only', async () => {
    const req = request(`${portal.url}/api/v1/devices`, { headers: { host: 'evil.example' } }).end();
    const [response] = await once(req, 'response');
    expect(response.statusCode).toBe(421);
    response.resume();
  });

  it('takes the key of a job from the header too, and makes one job of two calls', async () => {
    const body = { deviceIds: [deviceId], commands: ['show clock'] };
    const headers = { 'idempotency-key': 'k-1' };
    const [first, again] = [await call('POST /jobs', { body, headers }), await call('POST /jobs', { body, headers })];
    expect([first.status, again.body.jobId]).toEqual([201, first.body.jobId]);
    const differing = await call('POST /jobs', { body: { ...body, idempotencyKey: 'k-2' }, headers });
    expect([differing.status, differing.body.fields[0].field]).toEqual([400, 'idempotencyKey']);
    await call(`POST /jobs/${first.body.jobId}/cancel`);
    const ended = await call(`POST /jobs/${first.body.jobId}/resume`);
    expect([ended.status, ended.body.code]).toEqual([409, 'CONFLICT']);
  });

  it('says 503 while the portal stops', async () => {
    const ending = await startPortal();
    const token = await ending.createToken('admin');
    const held = await holdBody(ending, token);
    const closed = ending.close();
    expect(await held.finish()).toContain('503');
    await closed;
  });
});

/** Sends the head of a request and no body; the status of the answer. */
async function sendHead(portal: TestPortal, place: string, headers: Record<string, string>): Promise<number> {
  const [method, path] = place.split(' ') as [string, string];
  const req = request(`${portal.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
  });
  req.flushHeaders();
  const [response] = await once(req, 'response');
  req.destroy();
  return response.statusCode;
}

/** A request whose first bytes have come, so that the portal waits for the rest of it. */
async function holdBody(portal: TestPortal, token: string) {
  const { hostname, port } = new URL(portal.url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  await once(socket, 'connect');
  const head = ['POST /api/v1/jobs/none/pause HTTP/1.1', `Host: ${hostname}:${port}`, `Authorization: Bearer ${token}`];
  socket.write(`${head.join('\r\n')}\r\n`);
  // Who is answered later has come later.
  await fetch(`${portal.url}/healthz`);
  return {
    async finish(): Promise<string> {
      socket.write('\r\n');
      const [answer] = await once(socket, 'data');
      socket.destroy();
      return answer as string;
    },
  };
}
