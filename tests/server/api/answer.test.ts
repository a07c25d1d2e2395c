import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { appRouter } from '@/server/api/app-router';
import { type RestRoute, restRoutes } from '@/server/api/rest-routes';
import { EVERYDAY_COMMANDS } from '../../support/everyday-commands';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';
import { type GoogleStandIn, startGoogleStandIn } from '../../support/google-stand-in';
import { callRest, type RestOptions } from '../../support/rest-call';
import { type Receiver, startReceiver } from '../../support/webhook-receiver';

const SIZE = 6;

/** A real answer of each procedure, against what its schema says. Nothing checks that while the portal runs. */
describe('what the procedures answer', () => {
  let fleet: Fleet;
  let google: GoogleStandIn;
  let receiver: Receiver;
  const ROUTES = new Map(restRoutes(appRouter).map((route) => [route.procedure, route]));
  const seen = new Set<string>();

  beforeAll(async () => {
    google = await startGoogleStandIn();
    receiver = await startReceiver();
    const env = {
      HOST_KEY_POLICY: 'strict',
      GOOGLE_SHEETS_URL: google.url,
      GOOGLE_TOKEN_URL: `${google.url}/token`,
      WEBHOOK_HOSTS: 'http://127.0.0.0/8',
    };
    fleet = await startFleet({ size: SIZE, hostKeys: 'per-router', addressBase: '127.197.0.1' }, { env });
  });
  afterAll(async () => {
    await fleet.close();
    await google.close();
    await receiver.close();
  });

  /** The answer of a procedure at its place; `params` fill its path. */
  async function ask(
    procedure: string,
    params: Record<string, string> = {},
    input: RestOptions & { query?: string } = {},
  ) {
    const route = ROUTES.get(procedure)!;
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const as = { cookie: fleet.portal.adminCookie };
    const answer = await callRest(fleet.portal, as, `${route.method} ${path}${input.query ?? ''}`, input);
    expect([procedure, answer.status, answer.body]).toEqual([procedure, route.status, answer.body]);
    hold(route, answer.body);
    return answer.body;
  }

  /** zod takes out what a schema does not name: then both differ, and the difference is shown. */
  function hold({ procedure, output }: RestRoute, body: unknown): void {
    const parsed = output.safeParse(body);
    expect([procedure, parsed.error?.issues ?? []]).toEqual([procedure, [] as z.core.$ZodIssue[]]);
    expect([procedure, body]).toEqual([procedure, parsed.data]);
    seen.add(procedure);
  }

  it('is what they say, with nothing left out and nothing added, for every one of them', async () => {
    await inventory();
    await imports();
    await sheets();
    await webhooks();
    await accounts();
    await hostKeys();
    await jobs();
    await groups();
    await templates();
    await suspension();
    await controls();
    expect([...ROUTES.keys()].filter((procedure) => !seen.has(procedure))).toEqual([]);
  });

  async function inventory(): Promise<void> {
    await ask('account.me');
    await ask('commands.catalogue');
    const secrets = { username: 'u', password: 'p', realm: 'tacacs', loginsPerSecond: 2 };
    const credential = await ask('credentials.create', {}, { body: { name: 'second', ...secrets } });
    await ask('credentials.list');
    await ask('credentials.names');
    await ask('credentials.update', credential, { body: { username: 'v' } });
    const bastion = { name: 'b1', address: '127.197.9.1', port: 9, credentialId: credential.id };
    const jumpHost = await ask('jumpHosts.create', {}, { body: bastion });
    await ask('jumpHosts.list');
    await ask('jumpHosts.get', jumpHost);
    await ask('jumpHosts.update', jumpHost, { body: { maxSessions: 5 } });
    expect((await ask('jumpHosts.testConnection', jumpHost)).failure).not.toBeNull();
    await ask('jumpHosts.delete', jumpHost);
    const fields = { name: 'new', address: '127.197.9.2', country: 'FR', platform: 'frr', tags: ['x'] };
    const device = await ask('devices.create', {}, { body: { ...fields, credentialId: credential.id } });
    await ask('devices.update', device, { body: { site: 'Paris' } });
    await ask('devices.get', device);
    await ask('devices.list', {}, { query: '?limit=500' });
    await ask('devices.countries');
    await ask('devices.delete', {}, { body: { ids: [device.id] } });
    await ask('credentials.delete', credential);
  }

  async function imports(): Promise<void> {
    const header = 'name,address,country,platform,credential,remark';
    const content = `${header}\nr2,127.9.9.2,DE,frr,lab,\nr3,127.9.9.3,Atlantis,frr,lab,\n`;
    const checked = await ask('devices.import', {}, { body: { content, format: 'csv', mode: 'preview' } });
    expect(checked).toMatchObject({ created: 1, errors: [{ row: 3 }], errorKinds: [{ count: 1 }] });
    const good = { format: 'csv', mode: 'apply' };
    await ask('devices.import', {}, { body: { ...good, content: content.replace('Atlantis', 'Germany') } });
    const changed = content.replace('Atlantis', 'France');
    const updated = await ask('devices.import', {}, { body: { ...good, content: changed } });
    expect(updated.rows).toMatchObject([{ fate: 'unchanged' }, { fate: 'update', changes: [{ to: 'FR' }] }]);
    await ask('imports.undo', { id: updated.importId });
    const { items } = await ask('imports.list');
    expect(items.slice(0, 2)).toMatchObject([{ undoneAt: expect.any(String) }, { canUndo: true }]);
    expect(await ask('imports.undo', { id: items[1].id })).toEqual({ deleted: 2, restored: 0 });
  }

  async function sheets(): Promise<void> {
    const spreadsheetId = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms';
    const { email, keyFile } = await google.serviceAccount();
    const rows = [
      ['Hostname', 'Mgmt IP', 'Country', 'OS', 'Owner'],
      ['r2', '127.9.9.2', 'UK', 'frr', 'noc'],
    ];
    google.sheets.set(spreadsheetId, { sharedWith: [email], tabs: { Fleet: rows } });
    const fields = { name: 'fleet', spreadsheetId, defaults: { credential: 'lab' }, mapping: { Owner: null } };
    const sheet = await ask('sheets.create', {}, { body: { ...fields, serviceAccount: keyFile } });
    expect(await ask('sheets.list')).toMatchObject([{ clientEmail: email, lastResult: null }]);
    const { previewHash } = await ask('sheets.preview', sheet, { body: { show: { fate: 'create' } } });
    const done = await ask('sheets.import', sheet, { body: { previewHash } });
    expect(await ask('sheets.list')).toMatchObject([{ lastResult: { ok: true, created: 1 } }]);
    await ask('imports.undo', { id: done.importId });
    await ask('sheets.update', sheet, { body: { defaults: {} } });
    await ask('sheets.import', sheet);
    expect(await ask('sheets.list')).toMatchObject([{ lastResult: { ok: false, errors: 1 } }]);
    await ask('sheets.delete', sheet);
  }

  async function webhooks(): Promise<void> {
    const url = `http://127.0.0.1:${receiver.port}/hook`;
    const { id } = await ask('webhooks.create', {}, { body: { name: 'ops', url, events: ['job.completed'] } });
    await ask('webhooks.list');
    await ask('webhooks.rotateSecret', { id });
    await ask('webhooks.update', { id }, { body: { outcomes: ['failed'] } });
    expect(await ask('webhooks.test', { id })).toMatchObject({ event: 'ping', state: 'delivered', status: 200 });
    expect(await ask('webhooks.list')).toMatchObject({
      items: [{ last: { status: 200 }, previousUntil: expect.any(String) }],
    });
    const { items } = await ask('webhooks.deliveries', { id }, { query: '?state=delivered&limit=5' });
    expect(items).toHaveLength(1);
    await ask('webhooks.redeliver', { deliveryId: items[0].id });
    await receiver.count(2);
    expect(await ask('webhooks.sendHeld', { id })).toEqual({ deliveries: 0 });
    expect(await ask('webhooks.dropHeld', { id })).toEqual({ deliveries: 0 });
    expect(await ask('webhooks.sendFailed', { id })).toEqual({ deliveries: 0 });
    expect(await ask('webhooks.dropFailed', { id })).toEqual({ deliveries: 0 });
    await ask('webhooks.delete', { id });
  }

  async function accounts(): Promise<void> {
    const person = { email: 'p@example.net', password: 'twelve characters', name: 'P', role: 'viewer' };
    const user = await ask('users.create', {}, { body: person });
    await ask('users.setRole', user, { body: { role: 'operator' } });
    await ask('users.setDisabled', user, { body: { disabled: true } });
    await ask('users.list');
    const token = await ask('tokens.create', {}, { body: { name: 't', role: 'viewer' } });
    await ask('tokens.list');
    await ask('tokens.revoke', token);
    await ask('audit.list');
  }

  /** Under the strict policy the first connection shows a key that waits. */
  async function hostKeys(): Promise<void> {
    const [first, second] = [...fleet.ids.values()];
    await ask('devices.testConnection', { id: first! });
    await ask('devices.testConnection', { id: second! });
    const { items } = await ask('hostKeys.list', {}, { query: '?pending=true' });
    expect(items).toHaveLength(2);
    const [one, other] = items.map(({ endpoint }: { endpoint: string }) => endpoint);
    const { fingerprint } = items[0].offered;
    await ask('hostKeys.accept', {}, { body: { endpoint: one, fingerprint } });
    await ask('hostKeys.reject', {}, { body: { endpoint: other } });
    expect((await ask('hostKeys.list')).items[0].pinned).toMatchObject({ fingerprint });
    await ask('hostKeys.forget', {}, { body: { endpoint: one } });
    for (const { name, id } of [...fleet.ids].map(([name, id]) => ({ name, id }))) {
      const { address, port } = fleet.lab.routers.find((router) => router.name === name)!;
      await ask('devices.testConnection', { id });
      const endpoint = `${address}:${port}`;
      const waiting = await ask('hostKeys.list', {}, { query: `?pending=true&search=${endpoint}` });
      await ask('hostKeys.accept', {}, { body: { endpoint, fingerprint: waiting.items[0].offered.fingerprint } });
    }
    expect((await ask('devices.detect', { id: first! })).evidence).not.toBeNull();
  }

  async function jobs(): Promise<void> {
    const [failing, refusing] = [...fleet.ids.keys()];
    await fleet.lab.setFault(failing!, { kind: 'wrong_password' });
    const commands = [...EVERYDAY_COMMANDS.slice(0, 2), '@ospf-interfaces', 'show nothing of the sort'];
    const options = { canary: { size: 1, after: 'continue' }, order: 'spread', stopRules: { failedPercent: 100 } };
    const body = { filter: { all: true }, commands, batchSize: 4 };
    await ask('jobs.plan', {}, { body: { ...body, ...options } });
    const job = await ask('jobs.create', {}, { body: { ...body, stopRules: { failuresInRow: 100 } } });
    await ask('jobs.get', job);
    await jobEnd(fleet, job.jobId);
    expect((await ask('jobs.get', job)).stopRules).toHaveLength(1);
    await ask('jobs.list', {}, { query: '?limit=5&state=completed' });
    expect((await ask('jobs.runs', job)).total).toBe(SIZE);
    await ask('jobs.groups', job);
    await ask('jobs.forecast', job);
    await ask('jobs.commandTimes', job);
    expect((await ask('jobs.failures', job)).total).toBeGreaterThan(1);
    await ask('jobs.events', job, { query: '?limit=5000' });
    await ask('jobs.output', { ...job, deviceId: fleet.ids.get(refusing!)! });
    const searched = await ask('jobs.searchOutputs', job, { query: '?query=ospf&command=0' });
    expect(searched.items.length).toBeGreaterThan(0);
    const { items } = await ask('jobs.outputGroups', job, { query: '?command=0' });
    const { group, platform } = items[0];
    await ask('jobs.outputGroupDevices', { ...job, group }, { query: `?command=0&platform=${platform}` });
    const again = await ask('jobs.retry', job, { body: { scope: 'unfinished' } });
    await jobEnd(fleet, again.jobId);
    await ask('jobs.compare', {}, { query: `?a=${job.jobId}&b=${again.jobId}&show=all` });
    expect((await ask('overview.countries')).length).toBeGreaterThan(0);
  }

  async function groups(): Promise<void> {
    const [first, second] = [...fleet.ids.values()];
    const fields = { name: 'passing', address: '127.197.9.3', country: 'FR', platform: 'frr' };
    const { credentialId } = await ask('devices.get', { id: first! });
    const passing = await ask('devices.create', {}, { body: { ...fields, credentialId } });
    const list = await ask('deviceGroups.create', {}, { body: { name: 'some', deviceIds: [first, passing.id] } });
    await ask('devices.delete', {}, { body: { ids: [passing.id] } });
    const filter = { platform: 'frr', countries: ['FR', 'DE'] };
    const group = await ask('deviceGroups.create', {}, { body: { name: 'more', description: 'why', filter } });
    await ask('deviceGroups.update', group, { body: { filter: { search: '127.197.' } } });
    expect(await ask('deviceGroups.addDevices', list, { body: { deviceIds: [first, second] } })).toEqual({ added: 1 });
    expect((await ask('deviceGroups.devices', list, { query: '?limit=1' })).total).toBe(2);
    expect(await ask('deviceGroups.list')).toMatchObject({ items: [{ size: SIZE }, { size: 2, deletedDevices: 1 }] });
    expect((await ask('deviceGroups.heads', {}, { query: '?limit=1' })).items).toMatchObject([{ name: 'more' }]);
    expect(await ask('deviceGroups.size', list)).toEqual({ size: 2 });
    await ask('deviceGroups.names');
    expect(await ask('deviceGroups.get', list)).toMatchObject({ kind: 'list', deletedNames: ['passing'] });
    expect((await ask('deviceGroups.get', group)).countries.length).toBeGreaterThan(0);
    await ask('deviceGroups.forgetDeleted', list);
    expect(await ask('deviceGroups.removeDevices', list, { body: { deviceIds: [first] } })).toEqual({ removed: 1 });
    await ask('deviceGroups.delete', list);
  }

  async function templates(): Promise<void> {
    const [group] = await ask('deviceGroups.names');
    const settings = { commands: ['@ospf-interfaces'], batchSize: 4, devicesPerHour: 3_600_000 / SIZE };
    const careful = { canary: { size: 1 }, stopRules: { failedPercent: 100 }, retries: 1, deadlineMs: 600_000 };
    const order = { ...settings, groupId: group.id, filter: { search: '127.197.' }, title: 'Check of {group}' };
    const template = await ask('templates.create', {}, { body: { name: 'check', order } });
    const deviceIds = [...fleet.ids.values()].slice(0, 2);
    await ask('templates.create', {}, { body: { name: 'named', order: { ...settings, ...careful, deviceIds } } });
    await ask('templates.update', template, { body: { description: 'each night' } });
    expect(await ask('templates.get', template)).toMatchObject({ goneDeviceIds: [], order: { groupId: group.id } });
    await ask('templates.names');
    const templateId = template.id;
    expect((await ask('templates.plan', { templateId }, { body: {} })).totalDevices).toBe(SIZE);
    const job = await ask('templates.run', { templateId }, { body: { changes: { ...careful, batchSize: 5 } } });
    await jobEnd(fleet, job.jobId);
    expect(await ask('jobs.order', job)).toMatchObject({ settings: careful, selection: { group: { exists: true } } });
    expect(await ask('templates.list')).toMatchObject({ items: [{ lastJob: { jobId: job.jobId } }, { devices: 2 }] });
    await ask('templates.delete', template);
  }

  async function suspension(): Promise<void> {
    for (const name of [...fleet.ids.keys()].slice(0, 2)) await fleet.lab.setFault(name, { kind: 'wrong_password' });
    const body = { filter: { all: true }, commands: ['show clock'], batchSize: 2 };
    const job = await ask('jobs.create', {}, { body });
    await jobEnd(fleet, job.jobId);
    expect((await ask('jobs.get', job)).warnings).toHaveLength(1);
    expect(await ask('overview.suspendedCredentials')).toHaveLength(1);
  }

  async function controls(): Promise<void> {
    const body = { filter: { all: true }, commands: ['show clock'], batchSize: 1, devicesPerHour: 60 };
    const first = await ask('jobs.create', {}, { body });
    await ask('jobs.pause', first);
    await stateReached(first.jobId, 'paused');
    await ask('jobs.resume', first);
    await ask('jobs.cancel', first);
    await jobEnd(fleet, first.jobId);
    expect((await ask('jobs.get', first)).controls).toHaveLength(3);
    const second = await ask('jobs.create', {}, { body });
    await ask('jobs.stopAfterBatch', second);
    await jobEnd(fleet, second.jobId);
  }

  async function stateReached(jobId: string, state: string): Promise<void> {
    const { signal } = new AbortController();
    for await (const stretch of fleet.portal.services.engine.events(jobId, 0, signal)) {
      if (stretch.some((event) => event.type === 'job.state_changed' && event.to === state)) return;
    }
    throw new Error(`The job ended and never was ${state}`);
  }
});
