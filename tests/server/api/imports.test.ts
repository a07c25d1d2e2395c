import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { headersOf, startPortal, type TestPortal } from '../../support/portal';
import { callHttp } from '../../support/raw-call';
import { workbook } from '../../support/workbook';

let portal: TestPortal;
let credentialId: string;

beforeAll(async () => {
  portal = await startPortal();
  credentialId = (await portal.admin.credentials.create.mutate({ name: 'ops', username: 'ops', password: 'pw' })).id;
});
afterAll(() => portal.close());
afterEach(async () => {
  const { items } = await portal.admin.devices.list.query({ limit: 500 });
  if (items.length > 0) await portal.admin.devices.delete.mutate({ ids: items.map(({ id }) => id) });
});

const call = (path: string, input: unknown) => callHttp(portal, { cookie: portal.adminCookie }, path, input);
type Input = Parameters<TestPortal['admin']['devices']['import']['mutate']>[0];
const importOf = (content: string, change: Partial<Input> = {}) =>
  portal.admin.devices.import.mutate({ content, format: 'csv', mode: 'preview', ...change });
const apply = (content: string, change: Partial<Input> = {}) => importOf(content, { mode: 'apply', ...change });

const FOREIGN = 'Hostname,Mgmt IP,Country,OS,Owner\nr1,127.5.0.1,Germany,IOS-XE,noc\nr2,127.5.0.2,U.K.,Junos,core\n';
const defaults = { credential: 'ops' };
const OURS = 'name,address,country,platform,credential';
const rowsOf = (size: number, cells = 'DE,frr,ops') =>
  [OURS, ...Array.from({ length: size }, (_, i) => `r${i},127.${i >> 16}.${(i >> 8) & 255}.${i & 255},${cells}`)].join(
    '\n',
  );

describe('a file of somebody else', () => {
  it('is previewed with what its columns were taken for, and imported as that', async () => {
    const preview = await importOf(FOREIGN, { defaults });
    expect(preview).toMatchObject({ created: 2, errors: [], errorTotal: 0, failed: 0, rowTotal: 2 });
    expect(preview.columns).toEqual([
      { key: 'Hostname', field: 'name', reason: 'synonym', candidate: null, samples: ['r1', 'r2'] },
      { key: 'Mgmt IP', field: 'address', reason: 'synonym', candidate: null, samples: ['127.5.0.1', '127.5.0.2'] },
      { key: 'Country', field: 'country', reason: 'name', candidate: null, samples: ['Germany', 'U.K.'] },
      { key: 'OS', field: 'platform', reason: 'synonym', candidate: null, samples: ['IOS-XE', 'Junos'] },
      { key: 'Owner', field: null, reason: 'unknown', candidate: null, samples: ['noc', 'core'] },
    ]);
    await apply(FOREIGN, { defaults, mapping: { Owner: 'site' }, previewHash: undefined });
    const { items } = await portal.admin.devices.list.query();
    expect(items.map(({ name, country, platform, site }) => [name, country, platform, site])).toEqual([
      ['r1', 'DE', 'cisco_ios', 'noc'],
      ['r2', 'GB', 'juniper_junos', 'core'],
    ]);
  });

  it('may be a workbook, of which one sheet is read', async () => {
    const rows = FOREIGN.trim()
      .split('\n')
      .map((line) => line.split(','));
    const content = await workbook({
      Notes: [['x']],
      Fleet: [[...rows[0]!, 'Port'], ...rows.slice(1).map((row) => [...row, 2222])],
    });
    const done = await apply(content, { format: 'xlsx', sheet: 'Fleet', defaults, fileName: 'fleet.xlsx' });
    expect(done).toMatchObject({ created: 2, errors: [], sheets: ['Notes', 'Fleet'], sheet: 'Fleet' });
    expect((await portal.admin.devices.list.query()).items.map(({ port }) => port)).toEqual([2222, 2222]);
    expect((await portal.admin.imports.list.query({ limit: 1 })).items).toMatchObject([{ source: 'fleet.xlsx' }]);
    const broken = await importOf('bm90IGEgd29ya2Jvb2s=', { format: 'xlsx' });
    expect(broken).toMatchObject({ created: 0, errors: [{ row: 0, field: 'file' }], previewHash: null });
  });

  it('with two columns for one thing is asked about, and imports nothing until that is said', async () => {
    const content = 'Host,IP,Loopback\nr1,127.5.0.1,127.5.1.1';
    const all = { ...defaults, country: 'DE', platform: 'frr' };
    const asked = await apply(content, { defaults: all });
    expect(asked).toMatchObject({ created: 0, errors: [{ row: 1, field: 'address' }], importId: null });
    expect(asked.columns.map(({ candidate }) => candidate)).toEqual([null, 'address', 'address']);
    expect(await apply(content, { defaults: all, mapping: { Loopback: 'address' } })).toMatchObject({ created: 1 });
  });
});

describe('a preview', () => {
  it('says of each update what changes from what to what', async () => {
    await apply(`${OURS},tags\nr1,127.5.0.1,DE,frr,ops,core;eu`);
    const content = `${OURS},tags,site,keepalive\nr1,127.5.0.1,FR,frr,ops,edge;core,Paris,off\nr2,127.5.0.2,FR,frr,ops,,,`;
    expect((await importOf(content)).rows).toEqual([
      {
        row: 2,
        name: 'r1',
        fate: 'update',
        changes: [
          { field: 'country', from: 'DE', to: 'FR' },
          { field: 'keepalive', from: 'on', to: 'off' },
          { field: 'site', from: '', to: 'Paris' },
          { field: 'tags', from: 'core; eu', to: 'core; edge' },
        ],
      },
      { row: 3, name: 'r2', fate: 'create' },
    ]);
  });

  it('stays small with 50,000 bad rows: the first errors, and how often there is which', async () => {
    const answer = await call('devices.import', {
      content: rowsOf(50_000, 'Congo,Cisco,nobody'),
      format: 'csv',
      mode: 'preview',
    });
    expect(answer.body.length).toBeLessThan(400_000);
    const { result } = JSON.parse(answer.body) as { result: { data: Awaited<ReturnType<typeof importOf>> } };
    const { errors, errorTotal, failed, errorKinds, rows, rowTotal } = result.data;
    expect([errors.length, errorTotal, failed, rows.length, rowTotal]).toEqual([1_000, 100_000, 50_000, 1_000, 50_000]);
    expect(errorKinds.map(({ field, count, row }) => [field, count, row])).toEqual([
      ['country', 50_000, 2],
      ['platform', 50_000, 2],
    ]);
  });

  it('shows the rows of one fate, from any place on', async () => {
    await apply(rowsOf(5));
    const content = rowsOf(3_000);
    const { rows, rowTotal } = await importOf(content, { show: { fate: 'create', offset: 2_990, limit: 20 } });
    expect([rows.length, rowTotal, rows[0]?.row, rows.at(-1)?.row]).toEqual([5, 2_995, 2_997, 3_001]);
    expect(await importOf(content, { show: { fate: 'error' } })).toMatchObject({
      rows: [],
      rowTotal: 0,
      created: 2_995,
      unchanged: 5,
    });
  });

  it('binds what is done: what was previewed, or nothing and the reason', async () => {
    const content = rowsOf(2);
    const { previewHash } = await importOf(content);
    const { id } = await portal.admin.devices.create.mutate({
      name: 'r0',
      address: '127.0.0.0',
      country: 'SE',
      platform: 'frr',
      credentialId,
    });
    const changed = await call('devices.import', { content, format: 'csv', mode: 'apply', previewHash });
    expect([changed.code, changed.message]).toEqual(['CONFLICT', expect.stringContaining('changed since the preview')]);
    expect((await portal.admin.devices.list.query()).total).toBe(1);
    const again = await importOf(content);
    expect(again).toMatchObject({ created: 1, updated: 1 });
    // The same numbers, another former value.
    await portal.admin.devices.update.mutate({ id, country: 'NO' });
    expect(
      (await call('devices.import', { content, format: 'csv', mode: 'apply', previewHash: again.previewHash })).code,
    ).toBe('CONFLICT');
    const last = await importOf(content);
    expect(await apply(content, { previewHash: last.previewHash! })).toMatchObject({ created: 1, updated: 1 });
  });
});

describe('the history of imports', () => {
  it('says when, who, from where and what; the last one can be undone, and the one before it then', async () => {
    const first = await apply(rowsOf(1), { fileName: 'one.csv' });
    const second = await apply(rowsOf(2), { fileName: 'two.csv' });
    const { items } = await portal.admin.imports.list.query({ limit: 2 });
    expect(items).toMatchObject([
      {
        id: second.importId,
        source: 'two.csv',
        by: portal.adminEmail,
        created: 1,
        updated: 0,
        unchanged: 1,
        undoneAt: null,
        canUndo: true,
      },
      { id: first.importId, source: 'one.csv', created: 1, canUndo: false },
    ]);
    expect((await call('imports.undo', { id: first.importId })).message).toContain('Only the newest import');
    expect(await portal.admin.imports.undo.mutate({ id: second.importId! })).toEqual({ deleted: 1, restored: 0 });
    expect((await portal.admin.devices.list.query()).items.map(({ name }) => name)).toEqual(['r0']);
    expect(await portal.admin.imports.undo.mutate({ id: first.importId! })).toEqual({ deleted: 1, restored: 0 });
    const after = (await portal.admin.imports.list.query({ limit: 2 })).items;
    expect(after.map(({ undoneBy }) => undoneBy)).toEqual([portal.adminEmail, portal.adminEmail]);
    const { items: trail } = await portal.admin.audit.list.query({ limit: 1 });
    expect(trail).toMatchObject([
      { action: 'imports.undo', subject: first.importId, detail: { deleted: 1, restored: 0 } },
    ]);
  });

  it('keeps an undo from overwriting what was changed since, and names the device', async () => {
    const { importId } = await apply(rowsOf(2));
    const [device] = (await portal.admin.devices.list.query()).items;
    await portal.admin.devices.update.mutate({ id: device!.id, site: 'moved' });
    const answer = await call('imports.undo', { id: importId });
    expect([answer.code, answer.message]).toEqual([
      'CONFLICT',
      expect.stringMatching(/changed since this import.*: r0$/),
    ]);
    expect((await portal.admin.devices.list.query()).total).toBe(2);
  });
});

describe('bad input of an import is refused, naming the field', () => {
  it.each<[string, object]>([
    ['format', { format: 'xls' }],
    ['mode', { mode: 'later' }],
    ['content', { content: 5 }],
    ['mapping.Host', { mapping: { Host: 'colour' } }],
    ['mapping', { mapping: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`c${i}`, null])) }],
    ['defaults.name', { defaults: { name: 'r1' } }],
    ['show.limit', { show: { limit: 5_000 } }],
    ['show.fate', { show: { fate: 'maybe' } }],
    ['previewHash', { previewHash: 'abc' }],
    ['fileName', { fileName: 'two\nlines.csv' }],
    ['sheet', { sheet: 'Fleet' }],
  ])('%s', async (field, change) => {
    const answer = await call('devices.import', { content: OURS, format: 'csv', mode: 'preview', ...change });
    expect([answer.code, answer.fields.map((one) => one.field)]).toEqual(['BAD_REQUEST', [field]]);
  });
});

describe('an export', () => {
  const download = (path: string, headers: Record<string, string> = headersOf({ cookie: portal.adminCookie })) =>
    fetch(`${portal.url}/api/devices/export.${path}`, { headers });

  it.each(['csv', 'xlsx'] as const)('as %s is downloaded, and imports back without a change', async (format) => {
    await apply(`${OURS},tags,site\n'=r1,127.5.0.1,DE,frr,ops,core;two words,'@home\nr2,::1,JP,auto,ops,,`);
    const answer = await download(format);
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringMatching(new RegExp(`^attachment; filename="devices-\\d{4}-\\d\\d-\\d\\d\\.${format}"$`)),
    ]);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const content = bytes.toString(format === 'csv' ? 'utf8' : 'base64');
    expect(await importOf(content, { format })).toMatchObject({ created: 0, updated: 0, unchanged: 2, errors: [] });
  });

  it('has the devices of a filter, and refuses what is no filter', async () => {
    await apply('name,address,country,platform,credential\nr1,127.5.0.1,DE,frr,ops\nr2,127.5.0.2,JP,frr,ops');
    expect(await (await download('csv?country=JP')).text()).toMatch(/^name,.*\r\nr2,.*\r\n$/s);
    const bad = await download('csv?colour=red');
    expect([bad.status, await bad.text()]).toEqual([400, 'colour: expected no such field\n']);
    expect((await download('ods')).status).toBe(404);
  });

  it('is for viewers and up, and for no other site', async () => {
    expect((await download('csv', {})).status).toBe(401);
    expect((await download('csv', headersOf({ token: await portal.createToken('viewer') }))).status).toBe(200);
    const cookie = { cookie: portal.adminCookie };
    expect((await download('csv', { ...cookie, origin: 'https://evil.example' })).status).toBe(403);
    expect((await download('csv', { ...cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});
