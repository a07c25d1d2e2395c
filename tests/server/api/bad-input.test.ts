import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from '../../support/portal';
import { callHttp } from '../../support/raw-call';

describe('bad input', () => {
  let portal: TestPortal;
  let credentialId: string;
  let deviceId: string;
  const device = (name: string, address: string) => ({
    name,
    address,
    country: 'DE',
    platform: 'cisco_ios' as const,
    credentialId,
  });
  const call = (path: string, input: unknown) => callHttp(portal, { cookie: portal.adminCookie }, path, input);
  const create = (change: object) =>
    call('jobs.create', { deviceIds: [deviceId], commands: ['show ip ospf'], ...change });

  beforeAll(async () => {
    portal = await startPortal();
    credentialId = (await portal.admin.credentials.create.mutate({ name: 'lab', username: 'netops', password: 'pw' }))
      .id;
    deviceId = (await portal.admin.devices.create.mutate(device('r1', '127.9.9.1'))).id;
  });
  afterAll(() => portal.close());

  it.each([51, -1, 2.5, 1e9, null, '10', [10]])(
    'refuses batch size %j, names the field and starts nothing',
    async (batchSize) => {
      const answer = await create({ batchSize });
      expect(answer.code).toBe('BAD_REQUEST');
      expect(answer.fields.map(({ field }) => field)).toEqual(['batchSize']);
      expect(answer.message).toMatch(/^batchSize: expected a whole number/);
      expect((await portal.admin.jobs.list.query({})).total).toBe(0);
    },
  );

  it.each([
    ['deviceIds', { deviceIds: ['no-such-device'] }],
    ['deviceIds', { deviceIds: [] }],
    ['deviceIds', { deviceIds: undefined }],
    ['filter', { filter: { all: true } }],
    ['filter', { deviceIds: undefined, filter: {} }],
    ['filter', { deviceIds: undefined, filter: { search: '' } }],
    ['filter', { deviceIds: undefined, filter: { search: 'matches nothing' } }],
    // To SQLite a pattern that matches every name.
    ['filter.search', { deviceIds: undefined, filter: { search: '\u0000matches nothing' } }],
    ['filter.tag', { deviceIds: undefined, filter: { tag: '\u0000' } }],
    ['filter', { deviceIds: undefined, filter: { all: true, country: 'DE' } }],
    ['filter.color', { deviceIds: undefined, filter: { country: 'DE', color: 'red' } }],
    ['groupId', { groupId: 'no-such-group' }],
    ['groupId', { deviceIds: undefined, groupId: 'no-such-group' }],
    ['templateId', { templateId: 'no-such-template' }],
    ['filter.countries', { deviceIds: undefined, filter: { countries: [] } }],
    ['filter.countries.1', { deviceIds: undefined, filter: { countries: ['DE', 'Germany'] } }],
    ['commands', { commands: [] }],
    ['commands', { commands: undefined }],
    ['commands', { commands: Array(51).fill('show version') }],
    ['commands.0', { commands: ['show version\nreload'] }],
    ['commands.1', { commands: ['show version', 'show\u0000version'] }],
    ['commands.0', { commands: ['show \u001b[2J version'] }],
    ['commands.0', { commands: ['show \u202e version'] }],
    ['commands.0', { commands: ['show \ud800 version'] }],
    ['commands.0', { commands: ['   '] }],
    ['commands.0', { commands: ['show ?'] }],
    ['commands.0', { commands: ['@no-such-command'] }],
    ['commands', { commands: ['@ospf-max-age-lsas'] }],
    ['strategy', { strategy: 'fastest' }],
    ['retries', { retries: 3 }],
    ['deadlineMs', { deadlineMs: 0 }],
    ['order', { order: 'random' }],
    ['priority', { priority: 'urgent' }],
    ['canary.size', { canary: {} }],
    ['stopRules.failedPercent', { stopRules: { failedPercent: 0 } }],
    ['devicesPerHour', { devicesPerHour: 0 }],
    ['devicesPerHour', { devicesPerHour: -5 }],
    ['planHash', { planHash: 'abc' }],
    ['title', { title: 'two\nlines' }],
    ['idempotencyKey', { idempotencyKey: '' }],
    ['confirmDevices', { commands: ['clear ip ospf process'] }],
    ['confirmDevices', { commands: ['clear ip ospf process'], confirmDevices: 2 }],
    ['unknownField', { unknownField: 1 }],
  ])('of jobs.create in %s is refused and starts nothing', async (field, change) => {
    const answer = await create(change);
    expect([answer.code, answer.fields.map((one) => one.field)]).toEqual(['BAD_REQUEST', [field]]);
    expect(answer.body).not.toMatch(/stack|node_modules|\.ts:/);
    expect((await portal.admin.jobs.list.query({})).total).toBe(0);
  });

  it('says which ids are unknown, and refuses a repeated one', async () => {
    expect((await create({ deviceIds: [deviceId, 'ghost'] })).message).toBe(
      'deviceIds: expected known devices; unknown: ghost',
    );
    expect((await create({ deviceIds: [deviceId, deviceId] })).message).toMatch(
      /^deviceIds: expected each device once/,
    );
  });

  it.each([
    ['address', { name: 'r2', address: '127.9.9.1' }],
    ['address', { name: 'r2', address: '::ffff:127.9.9.1' }],
    ['address', { name: 'r2', address: 'not an address' }],
    // To a resolver the device that is there already, or no address at all.
    ['address', { name: 'r2', address: '127.009.9.1' }],
    ['address', { name: 'r2', address: '127.591105' }],
    ['address', { name: 'r2', address: '0x7f090901' }],
    ['address', { name: 'r2', address: '127.9.9.256' }],
    ['name', { name: 'r1', address: '127.9.9.2' }],
    ['name', { name: 'r\u00072', address: '127.9.9.2' }],
    ['port', { name: 'r2', address: '127.9.9.2', port: 65_536 }],
    ['port', { name: 'r2', address: '127.9.9.2', port: true }],
    ['name', { name: 'r\ud800', address: '127.9.9.2' }],
    ['country', { name: 'r2', address: '127.9.9.2', country: 'Germany' }],
    ['platform', { name: 'r2', address: '127.9.9.2', platform: 'cisco' }],
    ['credentialId', { name: 'r2', address: '127.9.9.2', credentialId: 'ghost' }],
  ])('of devices.create in %s is refused and adds nothing: %j', async (field, change) => {
    const answer = await call('devices.create', { ...device('r2', '127.9.9.2'), ...change });
    expect([answer.code, answer.fields.map((one) => one.field)]).toEqual(['BAD_REQUEST', [field]]);
    expect((await portal.admin.devices.list.query({})).total).toBe(1);
  });

  it('in one CSV row keeps the whole import out and names row and field', async () => {
    const content =
      'name,address,country,platform,credential\nr2,127.9.9.2,DE,frr,lab\nr3,127.9.9.3,Atlantis,frr,lab\n';
    const result = await portal.admin.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    expect(result).toMatchObject({ created: 0, errors: [{ row: 3, field: 'country' }] });
    expect((await portal.admin.devices.list.query({})).total).toBe(1);
  });

  it('that is no JSON is refused without being quoted', async () => {
    const response = await fetch(`${portal.url}/api/trpc/credentials.create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: portal.adminCookie },
      body: '{"password":"hunter2-secret',
    });
    const body = await response.text();
    expect(response.status).toBe(400);
    expect(body).not.toContain('hunter2');
  });

  it('never echoes a secret: a password of the wrong type or size is not in the answer', async () => {
    const answer = await call('credentials.create', {
      name: '',
      username: 'u',
      password: `hunter2${'x'.repeat(2_000)}`,
    });
    expect(answer.code).toBe('BAD_REQUEST');
    expect(answer.body).not.toContain('hunter2');
  });

  it.each(['password', 'enablePassword'])(
    'of a credential: a line break in the %s, which would be a line of its own on a router',
    async (field) => {
      const answer = await call('credentials.create', {
        name: 'c',
        username: 'u',
        password: 'p',
        [field]: 'x\nreload',
      });
      expect([answer.code, answer.fields.map((one) => one.field)]).toEqual(['BAD_REQUEST', [field]]);
    },
  );

  it.each(['1e400', '1e20', '1.5', '"x"', '{}'])(
    'of a list: a cursor that was not made here (%s) starts from the beginning',
    async (key) => {
      const cursor = Buffer.from(`[${key}]`).toString('base64url');
      expect((await call('audit.list', { cursor })).code).toBeNull();
    },
  );

  it.each([{ offset: -1 }, { offset: 1.5 }, { offset: '1' }, { offset: 1e9 }, { offset: 1, cursor: 'WyJhIl0' }])(
    'of a list: an offset that is none, or stands beside a cursor, is refused (%j)',
    async (input) => {
      const answer = await call('devices.list', input);
      expect([answer.code, answer.fields.map((one) => one.field)]).toEqual(['BAD_REQUEST', ['offset']]);
    },
  );

  it('is not what a list without any input gets', async () => {
    for (const path of ['devices.list', 'jobs.list', 'audit.list', 'devices.countries']) {
      const response = await fetch(`${portal.url}/api/trpc/${path}`, { headers: { cookie: portal.adminCookie } });
      expect([path, response.status]).toEqual([path, 200]);
    }
  });

  it('that is no input at all: an update leaves the fields alone that are not given', async () => {
    const { id } = await portal.admin.devices.create.mutate(device('r5', '127.9.9.5'));
    await portal.admin.devices.update.mutate({ id, port: 2222, tags: ['core'] });
    await portal.admin.devices.update.mutate({ id, site: 'Frankfurt' });
    const updated = { name: 'r5', port: 2222, tags: ['core'], site: 'Frankfurt' };
    expect(await portal.admin.devices.get.query({ id })).toMatchObject(updated);
    await portal.admin.devices.delete.mutate({ ids: [id] });
  });
});
