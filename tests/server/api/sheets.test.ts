import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GoogleStandIn, startGoogleStandIn } from '../../support/google-stand-in';
import { startPortal, type TestPortal } from '../../support/portal';
import { callHttp } from '../../support/raw-call';

const ID = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms';
const HEADER = ['Hostname', 'Mgmt IP', 'Country', 'OS', 'Notes', 'Login'];

let google: GoogleStandIn;
let portal: TestPortal;
let account: Awaited<ReturnType<GoogleStandIn['serviceAccount']>>;
let made = 0;

beforeAll(async () => {
  google = await startGoogleStandIn();
  account = await google.serviceAccount();
  portal = await startPortal({ env: { GOOGLE_SHEETS_URL: google.url, GOOGLE_TOKEN_URL: `${google.url}/token` } });
  await portal.admin.credentials.create.mutate({ name: 'ops', username: 'ops', password: 'pw' });
});
afterAll(async () => {
  await portal.close();
  await google.close();
});
beforeEach(() => {
  google.sheets.set(ID, {
    sharedWith: [account.email],
    tabs: {
      Fleet: [
        HEADER,
        ['r1', '127.8.0.1', 'Germany', 'IOS-XE', '', 'ops'],
        [],
        ['r2', '127.8.0.2', 'UK', 'junos', 'spare', 'ops'],
      ],
      'Old ones': [['As of May'], [], ['', ...HEADER], ['', 'r9', '127.8.0.9', 'Congo', 'Cisco', '', 'ops']],
    },
  });
});

const connection = (change: object = {}) => {
  made += 1;
  return { name: `sheet ${made}`, spreadsheetId: ID, serviceAccount: account.keyFile, ...change };
};
async function connected(change: object = {}): Promise<string> {
  return (await portal.admin.sheets.create.mutate(connection(change))).id;
}
const call = (path: string, input: unknown) => callHttp(portal, { cookie: portal.adminCookie }, path, input);

describe('a Google sheet', () => {
  it('is previewed, imported and imported again, through one path with files', async () => {
    const id = await connected({ spreadsheetId: `https://docs.google.com/spreadsheets/d/${ID}/edit#gid=0` });
    const preview = await portal.admin.sheets.preview.mutate({ id });
    expect(preview).toMatchObject({
      created: 2,
      errors: [],
      columns: expect.arrayContaining([expect.objectContaining({ key: 'Notes', field: null })]),
    });
    // The empty row counts, as the sheet shows it.
    expect(preview.rows.map(({ row, name }) => [row, name])).toEqual([
      [2, 'r1'],
      [4, 'r2'],
    ]);
    const done = await portal.admin.sheets.import.mutate({ id, previewHash: preview.previewHash! });
    expect(done).toMatchObject({ created: 2, importId: expect.any(String) });
    const { items } = await portal.admin.devices.list.query({ search: '127.8.0' });
    expect(items.map(({ name, country, platform }) => [name, country, platform])).toEqual([
      ['r1', 'DE', 'cisco_ios'],
      ['r2', 'GB', 'juniper_junos'],
    ]);
    expect(await portal.admin.sheets.import.mutate({ id })).toMatchObject({ created: 0, unchanged: 2, importId: null });
    expect((await portal.admin.sheets.list.query()).find((sheet) => sheet.id === id)).toMatchObject({
      spreadsheetId: ID,
      range: 'A:CV',
      authKind: 'service_account',
      clientEmail: account.email,
      lastBy: portal.adminEmail,
      lastResult: { ok: true, created: 0, updated: 0, unchanged: 2 },
    });
    expect((await portal.admin.imports.list.query()).items[0]).toMatchObject({
      source: expect.stringContaining('Google Sheets'),
      created: 2,
    });
    await portal.admin.imports.undo.mutate({ id: done.importId! });
    expect((await portal.admin.devices.list.query({ search: '127.8.0' })).total).toBe(0);
  });

  it('keeps the mapping and the defaults of an import that went well for the next one', async () => {
    const id = await connected({ range: 'Fleet!A:D' });
    const preview = await portal.admin.sheets.preview.mutate({ id });
    expect(preview.errors).toEqual([{ row: 1, field: 'credential', message: 'This column is missing' }]);
    const as = {
      mapping: { Country: null, OS: 'platform' },
      defaults: { credential: 'ops', country: 'Austria' },
    } as const;
    const done = await portal.admin.sheets.import.mutate({ id, ...as });
    expect(done).toMatchObject({ created: 2, errors: [] });
    expect(await portal.admin.sheets.import.mutate({ id })).toMatchObject({ unchanged: 2, errors: [] });
    await portal.admin.imports.undo.mutate({ id: done.importId! });
  });

  it('is refused when it changed since the preview, and nothing is written', async () => {
    const id = await connected();
    const { previewHash } = await portal.admin.sheets.preview.mutate({ id });
    const sheet = google.sheets.get(ID)!;
    google.sheets.set(ID, {
      ...sheet,
      tabs: { Fleet: [...sheet.tabs.Fleet!, ['r3', '127.8.0.3', 'FR', 'eos', '', 'ops']] },
    });
    expect((await call('sheets.import', { id, previewHash })).code).toBe('CONFLICT');
    expect((await portal.admin.devices.list.query({ search: '127.8.0' })).total).toBe(0);
  });

  it('names rows and reasons by the numbers that the sheet shows, and remembers that it went wrong', async () => {
    const id = await connected({ range: "'Old ones'!B3:G" });
    const done = await portal.admin.sheets.import.mutate({ id });
    expect(done.errors).toEqual([
      { row: 4, field: 'country', message: expect.stringContaining('CG (') },
      { row: 4, field: 'platform', message: expect.stringContaining('cisco_ios, cisco_xr') },
    ]);
    const { lastResult } = (await portal.admin.sheets.list.query()).find((sheet) => sheet.id === id)!;
    expect(lastResult).toMatchObject({ ok: false, errors: 2, message: expect.stringContaining('Row 4, country') });
  });

  it('is read with an API key where it is public, and the key stands in no address', async () => {
    const id = await connected({ serviceAccount: undefined, apiKey: google.apiKey });
    const closed = await portal.admin.sheets.preview.mutate({ id });
    expect(closed.errors).toEqual([{ row: 0, field: 'sheet', message: expect.stringMatching(/not public/) }]);
    google.sheets.set(ID, { ...google.sheets.get(ID)!, sharedWith: 'anyone' });
    expect(await portal.admin.sheets.preview.mutate({ id })).toMatchObject({ created: 2, errors: [] });
    expect(google.requests.join('\n')).not.toContain(google.apiKey);
  });
});

describe('what Google refuses is said with what to do', () => {
  const problem = async (id: string) => (await portal.admin.sheets.preview.mutate({ id })).errors;
  const says = (pattern: RegExp) => [{ row: 0, field: 'sheet', message: expect.stringMatching(pattern) }];

  it.each<[string, RegExp, object]>([
    ['a spreadsheet that is not there', /no such spreadsheet: check its id/, { spreadsheetId: 'x'.repeat(44) }],
    ['a range that is not there', /no such range/, { range: 'Nowhere!A:B' }],
    ['a key that is not known', /does not know the API key/, { serviceAccount: undefined, apiKey: 'AIza-another-key' }],
  ])('%s', async (_, pattern, change) => {
    expect(await problem(await connected(change))).toEqual(says(pattern));
  });

  it('a spreadsheet that is not shared: with whom to share it', async () => {
    google.sheets.set(ID, { ...google.sheets.get(ID)!, sharedWith: [] });
    expect(await problem(await connected())).toEqual(says(new RegExp(`not shared with ${account.email}: share it`)));
  });

  it('a key that was replaced', async () => {
    const other = await google.serviceAccount();
    const id = await connected({ serviceAccount: other.keyFile.replace(other.email, account.email) });
    expect(await problem(id)).toEqual(says(/deleted or replaced/));
    const unknown = await connected({
      serviceAccount: account.keyFile.replace(account.email, 'nobody@stand-in.example'),
    });
    expect(await problem(unknown)).toEqual(says(/knows no service account nobody@/));
  });

  it('a quota: it waits as long as it is told where that is short, and says when where it is long', async () => {
    const id = await connected();
    google.refuse(2, 429, '0');
    expect(await problem(id)).toEqual([]);
    google.refuse(1, 429, '120');
    expect(await problem(id)).toEqual(says(/quota .* try again in 120 s/));
    google.refuse(3, 503, '0');
    expect(await problem(id)).toEqual(says(/Google answered 503: try again/));
  });

  it('an empty sheet', async () => {
    google.sheets.set(ID, { ...google.sheets.get(ID)!, tabs: { Fleet: [] } });
    expect(await problem(await connected())).toEqual([
      { row: 1, field: 'file', message: 'Expected a header in the first row' },
    ]);
  });
});

describe('a connection', () => {
  it.each<[string, object]>([
    ['spreadsheetId', { spreadsheetId: 'https://example.net/other' }],
    ['range', { range: '' }],
    ['range', { range: 'A:B\tC' }],
    ['serviceAccount', { serviceAccount: undefined }],
    ['serviceAccount', { serviceAccount: '{"type":"service_account"}' }],
    ['serviceAccount', { serviceAccount: 'not json' }],
    ['apiKey', { apiKey: 'AIza-both-at-once' }],
    ['apiKey', { serviceAccount: undefined, apiKey: 'with space' }],
    ['mapping.x', { mapping: { x: 'colour' } }],
    ['defaults.colour', { defaults: { colour: 'red' } }],
  ])('with a bad %s is refused and stored nowhere: %j', async (field, change) => {
    const before = (await portal.admin.sheets.list.query()).length;
    const answer = await call('sheets.create', connection(change));
    expect([answer.code, answer.fields.map((one) => one.field)]).toEqual(['BAD_REQUEST', [field]]);
    expect(answer.body).not.toContain('PRIVATE KEY');
    expect((await portal.admin.sheets.list.query()).length).toBe(before);
  });

  it('sends no signed request to a host that only a pasted key names', async () => {
    const keyFile = JSON.stringify({ ...JSON.parse(account.keyFile), token_uri: 'https://tokens.example.net/token' });
    const answer = await call('sheets.create', connection({ serviceAccount: keyFile }));
    expect(answer.fields).toEqual([
      { field: 'serviceAccount', message: expect.stringContaining('got tokens.example.net') },
    ]);
  });

  it('has a name of its own, is changed field by field, and forgotten', async () => {
    const id = await connected({ name: 'mine' });
    expect((await call('sheets.create', connection({ name: 'mine' }))).fields.map(({ field }) => field)).toEqual([
      'name',
    ]);
    await portal.admin.sheets.update.mutate({ id, range: 'Fleet!A:F' });
    // The stored key is still the one that works.
    expect(await portal.admin.sheets.preview.mutate({ id })).toMatchObject({ errors: [], created: 2 });
    await portal.admin.sheets.update.mutate({ id, apiKey: google.apiKey });
    const mine = (await portal.admin.sheets.list.query()).find((sheet) => sheet.id === id);
    expect(mine).toMatchObject({ name: 'mine', range: 'Fleet!A:F', authKind: 'api_key', clientEmail: null });
    await portal.admin.sheets.delete.mutate({ id });
    expect((await call('sheets.preview', { id })).code).toBe('NOT_FOUND');
    expect((await call('sheets.delete', { id })).code).toBe('NOT_FOUND');
  });

  it('shows its secret nowhere: not in answers, the log, the audit trail or the database', async () => {
    const id = await connected();
    await portal.admin.sheets.preview.mutate({ id });
    await connected({ serviceAccount: undefined, apiKey: google.apiKey });
    const key = JSON.parse(account.keyFile).private_key as string;
    const secrets = [key.split('\n')[3]!, google.apiKey, 'ya29.'];
    const database = `${await readFile(portal.dbPath, 'latin1')}${await readFile(`${portal.dbPath}-wal`, 'latin1')}`;
    const seen = {
      answers: JSON.stringify(await portal.admin.sheets.list.query()),
      audit: JSON.stringify(await portal.admin.audit.list.query({ limit: 500 })),
      log: portal.logs(),
      database,
    };
    expect(database).toContain(account.email);
    for (const [where, text] of Object.entries(seen)) {
      for (const secret of secrets) expect([where, text.includes(secret)]).toEqual([where, false]);
    }
  });
});
