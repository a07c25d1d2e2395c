import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPortal, type TestPortal } from '../../support/portal';
import { callHttp } from '../../support/raw-call';

/** How a device is reached: what its record and its credential say of SSH. */
let portal: TestPortal;
let credentialId: string;
const call = (path: string, input: unknown) => callHttp(portal, { cookie: portal.adminCookie }, path, input);

beforeAll(async () => {
  portal = await startPortal();
  const lab = await portal.admin.credentials.create.mutate({ name: 'lab', username: 'netops', password: 'pw' });
  credentialId = lab.id;
});
afterAll(() => portal.close());

describe('a device', () => {
  const device = (n: number) => ({
    name: `r${n}`,
    address: `10.7.0.${n}`,
    country: 'DE',
    platform: 'cisco_ios' as const,
    credentialId,
  });
  const linkOf = async (id: string) => {
    const { algorithms, keepalive } = await portal.admin.devices.get.query({ id });
    return { algorithms, keepalive };
  };

  it('is spoken to by modern algorithms with keepalive unless its record says otherwise', async () => {
    const plain = await portal.admin.devices.create.mutate(device(1));
    expect(await linkOf(plain.id)).toEqual({ algorithms: 'modern', keepalive: true });
    const old = await portal.admin.devices.create.mutate({ ...device(2), algorithms: 'ancient', keepalive: false });
    expect(await linkOf(old.id)).toEqual({ algorithms: 'ancient', keepalive: false });
    const { items } = await portal.admin.devices.list.query({ search: 'r2' });
    expect(items).toMatchObject([{ algorithms: 'ancient', keepalive: false }]);
  });

  it('keeps what an update, or an import without the columns, leaves out', async () => {
    const { id } = await portal.admin.devices.create.mutate({ ...device(3), algorithms: 'legacy', keepalive: false });
    await portal.admin.devices.update.mutate({ id, site: 'Berlin' });
    const csv = (columns: string, cells: string) =>
      `name,address,country,platform,credential${columns}\nr3,10.7.0.3,DE,cisco_ios,lab${cells}`;
    const apply = (content: string) => portal.admin.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    expect(await apply(csv('', ''))).toMatchObject({ unchanged: 1, errors: [] });
    expect(await linkOf(id)).toEqual({ algorithms: 'legacy', keepalive: false });
    expect(await apply(csv(',keepalive', ',on'))).toMatchObject({ updated: 1, errors: [] });
    expect(await linkOf(id)).toEqual({ algorithms: 'legacy', keepalive: true });
    await portal.admin.devices.update.mutate({ id, algorithms: 'modern' });
    expect(await linkOf(id)).toEqual({ algorithms: 'modern', keepalive: true });
  });

  it.each([
    ['algorithms', { algorithms: 'weak' }],
    ['algorithms', { algorithms: null }],
    ['keepalive', { keepalive: 'yes' }],
    ['keepalive', { keepalive: 1 }],
  ])('refuses a bad %s: %j', async (field, change) => {
    const answer = await call('devices.create', { ...device(9), ...change });
    expect([answer.code, answer.fields.map((each) => each.field)]).toEqual(['BAD_REQUEST', [field]]);
  });
});

describe('a credential', () => {
  const PASSPHRASE = 'Open-Sesame-88';
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: PASSPHRASE },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const viewOf = async (id: string) => (await portal.admin.credentials.list.query()).find((each) => each.id === id);
  const refused = async (path: string, input: object) => {
    const answer = await call(path, input);
    expect(answer.message).not.toMatch(/Wrong-Word|Open-Sesame|BEGIN/);
    return [answer.code, answer.fields.map(({ field }) => field)];
  };

  it('is saved with a key that its passphrase opens, and shows that there is one, never which', async () => {
    const { id } = await portal.admin.credentials.create.mutate({
      name: 'key',
      username: 'netops',
      privateKey,
      passphrase: PASSPHRASE,
    });
    const view = await viewOf(id);
    expect(view).toMatchObject({ hasPrivateKey: true, hasPassphrase: true, hasPassword: false });
    expect(JSON.stringify(view)).not.toMatch(/Open-Sesame|BEGIN/);

    expect(await refused('credentials.update', { id, passphrase: 'Wrong-Word-99' })).toEqual([
      'BAD_REQUEST',
      ['passphrase'],
    ]);
    expect(await refused('credentials.update', { id, passphrase: null })).toEqual(['BAD_REQUEST', ['passphrase']]);
    await portal.admin.credentials.update.mutate({ id, username: 'ops', passphrase: PASSPHRASE });
    await portal.admin.credentials.update.mutate({ id, password: 'pw', privateKey: null });
    expect(await viewOf(id)).toMatchObject({ hasPrivateKey: false, hasPassphrase: false, hasPassword: true });
  });

  it.each([
    ['passphrase', { privateKey, passphrase: 'Wrong-Word-99' }],
    ['passphrase', { privateKey }],
    ['passphrase', { password: 'pw', passphrase: PASSPHRASE }],
    ['privateKey', { privateKey: '-----BEGIN RSA PRIVATE KEY-----\nno\n-----END RSA PRIVATE KEY-----' }],
    ['privateKey', { privateKey: 'Wrong-Word-99' }],
    ['realm', { password: 'pw', realm: 'a\nb' }],
    ['realm', { password: 'pw', realm: 'x'.repeat(65) }],
    ['loginsPerSecond', { password: 'pw', loginsPerSecond: 0 }],
    ['loginsPerSecond', { password: 'pw', loginsPerSecond: -1 }],
    ['loginsPerSecond', { password: 'pw', loginsPerSecond: 101 }],
    ['loginsPerSecond', { password: 'pw', loginsPerSecond: 1e-300 }],
    ['loginsPerSecond', { password: 'pw', loginsPerSecond: '5' }],
  ])('is refused with a bad %s, and nothing of it is repeated (%#)', async (field, secrets) => {
    expect(await refused('credentials.create', { name: 'bad', username: 'netops', ...secrets })).toEqual([
      'BAD_REQUEST',
      [field],
    ]);
  });

  it('carries a realm and a limit, which an update changes, keeps, or takes away', async () => {
    const { id } = await portal.admin.credentials.create.mutate({
      name: 'realm',
      username: 'netops',
      password: 'pw',
      realm: ' tacacs ',
      loginsPerSecond: 2.5,
    });
    expect(await viewOf(id)).toMatchObject({ realm: 'tacacs', loginsPerSecond: 2.5 });
    await portal.admin.credentials.update.mutate({ id, username: 'ops' });
    expect(await viewOf(id)).toMatchObject({ realm: 'tacacs', loginsPerSecond: 2.5 });
    await portal.admin.credentials.update.mutate({ id, realm: null, loginsPerSecond: null });
    expect(await viewOf(id)).toMatchObject({ realm: null, loginsPerSecond: null });
  });
});
