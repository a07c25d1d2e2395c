import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, watch, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_CATALOGUE } from '@/domain/command-catalogue';
import packageJson from '../../package.json';
import { buildTestCli, type Cli } from '../support/cli';
import { type Fleet, jobEnd, startFleet } from '../support/fleet';
import { NEVER_MS, think } from '../support/think';
import { workbook } from '../support/workbook';

/** Every command as a script uses it: the built file, a real portal, piped outputs. */
let fleet: Fleet;
let cli: Cli;
beforeAll(async () => {
  fleet = await startFleet({ size: 12, addressBase: '127.171.0.1', countries: ['DE', 'FR', 'NL'] });
  cli = await buildTestCli({ AREAZERO_URL: fleet.portal.url, AREAZERO_TOKEN: await fleet.portal.createToken('admin') });
});
afterEach(() => think(fleet.lab, 0));
afterAll(async () => {
  await cli.close();
  await fleet.close();
});

const json = async <T = Record<string, unknown>>(args: readonly string[]): Promise<T> => {
  const { code, out, err } = await cli.run([...args, '--json']);
  expect({ code, err: err.replace(/^\d+ of \d+; .*\n/, '') }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as T;
};
const ended = (jobId: string) => jobEnd(fleet, jobId);
async function finishedJob(command = 'show version') {
  const { out } = await cli.run(['jobs', 'run', '--all', '--command', command]);
  const jobId = out.trim();
  await ended(jobId);
  return jobId;
}
const rowsOf = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

describe('configuration', () => {
  it('says its version, and explains every command with an example', async () => {
    expect(await cli.run(['--version'])).toMatchObject({ code: 0, out: `${packageJson.version}\n` });
    const commands = [
      ...['list', 'import'].map((name) => ['devices', name]),
      ['commands', 'list'],
      ...[
        'plan',
        'run',
        'list',
        'show',
        'follow',
        'pause',
        'resume',
        'cancel',
        'stop-after-batch',
        'retry',
        'output',
      ].map((name) => ['jobs', name]),
    ];
    for (const words of [[], ['devices'], ['jobs'], ['commands'], ...commands]) {
      const { code, out } = await cli.run([...words, '--help']);
      expect(code).toBe(0);
      expect(out).toContain(`Usage: areazero ${words.join(' ')}`.trimEnd());
      expect(out).toMatch(/Examples:\n {2}.*areazero /);
    }
  });

  it.each([
    ['without a portal', { AREAZERO_URL: '' }, 'AREAZERO_URL'],
    ['without a token', { AREAZERO_TOKEN: '' }, 'AREAZERO_TOKEN'],
    ['with an address that is none', { AREAZERO_URL: 'portal' }, 'url: expected the address'],
  ])('%s it asks for it and ends with 2', async (_, env, named) => {
    const { code, out, err } = await cli.run(['jobs', 'list'], { env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(named);
  });

  it('takes the token from a file, and says which file when there is none', async () => {
    const file = join(cli.folder, 'token');
    await writeFile(file, `${await fleet.portal.createToken('viewer')}\n`, { mode: 0o600 });
    const env = { AREAZERO_TOKEN: '' };
    expect(await cli.run(['devices', 'list', '--token-file', file], { env })).toMatchObject({ code: 0 });
    const missing = await cli.run(['devices', 'list', '--token-file', `${file}-2`], { env });
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain(`${file}-2: ENOENT`);
  });

  it('ends with 3 for a token without the right, and for one that is none, which it does not repeat', async () => {
    const viewer = { AREAZERO_TOKEN: await fleet.portal.createToken('viewer') };
    const refused = await cli.run(['jobs', 'run', '--all', '--command', 'show version'], { env: viewer });
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.err).toContain('operator');
    const unknown = await cli.run(['jobs', 'list'], { env: { AREAZERO_TOKEN: 'az_wrong-token' } });
    expect(unknown).toMatchObject({ code: 3, out: '' });
    expect(unknown.err).not.toContain('wrong-token');
  });

  it('ends with 4 where nobody answers, and says after a start how to ask again without starting twice', async () => {
    const env = { AREAZERO_URL: 'http://127.0.0.1:9' };
    expect(await cli.run(['jobs', 'list'], { env })).toMatchObject({ code: 4, out: '' });
    const start = await cli.run(['jobs', 'run', '--all', '--command', 'show version'], { env });
    expect(start).toMatchObject({ code: 4, out: '' });
    expect(start.err).toMatch(/--idempotency-key [0-9a-f-]{36}/);
  });

  it('ends with 4 where the portal does not answer within the timeout, and names what was asked', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const env = { AREAZERO_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` };
    const { code, out, err } = await cli.run(['jobs', 'list', '--timeout', '1s'], { env });
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toContain('jobs.list: ');
    expect(err).toContain('did not answer within 1000 ms');
    silent.close();
  });

  it.each([
    ['a timeout that is none', ['jobs', 'list', '--timeout', '5']],
    ['a platform that is not known', ['commands', 'list', '--platform', 'cisco']],
    ['an unknown command', ['jobs', 'explode']],
    ['an unknown option', ['jobs', 'list', '--nope']],
    ['a word too many', ['jobs', 'show', 'latest', 'more']],
    ['a number that is none', ['jobs', 'run', '--all', '--command', 'x', '--batch-size', 'ten']],
    ['no command', ['jobs', 'run', '--all']],
    ['no devices', ['jobs', 'run', '--command', 'show version']],
    ['two ways of selecting', ['jobs', 'run', '--all', '--country', 'DE', '--command', 'show version']],
    ['a device that is not there', ['jobs', 'run', '--device', 'nobody', '--command', 'show version']],
    ['a batch size beyond the limit', ['jobs', 'run', '--all', '--command', 'show version', '--batch-size', '5000']],
    ['an unknown catalogue name', ['jobs', 'plan', '--all', '--command', '@nope']],
    ['a job that is not there', ['jobs', 'show', 'nope']],
    [
      'a country that is no code',
      ['jobs', 'plan', '--country', 'Germany', '--command', 'show version'],
      '--country 1: ',
    ],
    ['what to do after no canary', ['jobs', 'plan', '--all', '--command', 'show version', '--canary-after', 'wait']],
    ['outputs without following', ['jobs', 'run', '--all', '--command', 'show version', '--output-dir', 'x']],
  ])('ends with 2 on %s, with nothing on standard output', async (_, args, message = '') => {
    const { code, out, err } = await cli.run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toBe('');
    expect(err).toContain(message);
  });

  it('ends with 7 and one line where standard output cannot take it, never as if it were a job that failed', async ({
    skip,
  }) => {
    if (!existsSync('/dev/full')) skip('no /dev/full here');
    const { code, err } = await cli.run(['devices', 'list'], { into: '/dev/full' });
    expect({ code, err }).toEqual({ code: 7, err: 'Cannot write to standard output: ENOSPC\n' });
  });
});

describe('commands', () => {
  it('lists a row for each command and platform that has it, named as --command takes it', async () => {
    const { code, out, err } = await cli.run(['commands', 'list']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [header, ...rows] = rowsOf(out);
    expect(header).toEqual(['name', 'kind', 'everyday', 'platform', 'line', 'title']);
    const expected = COMMAND_CATALOGUE.flatMap(({ id, lines }) =>
      Object.entries(lines).map(([p, line]) => [id, p, line]),
    );
    expect(rows.map(([name, , , platform, line]) => [name!.slice(1), platform, line]).sort()).toEqual(expected.sort());
    const [name, , , platform] = rows.find(([, , everyday]) => everyday === 'yes')!;
    const { code: planned } = await cli.run(['jobs', 'plan', '--platform', platform!, '--command', name!]);
    expect(planned).toBe(0);
  });

  it('lists those of one platform alone, with their lines, and as JSON', async () => {
    const has = COMMAND_CATALOGUE.filter(({ lines }) => lines.nokia_sros);
    const { out } = await cli.run(['commands', 'list', '--platform', 'nokia_sros']);
    const [, ...rows] = rowsOf(out);
    expect(rows.map(([name]) => name)).toEqual(has.map(({ id }) => `@${id}`));
    expect(await json(['commands', 'list', '--platform', 'nokia_sros'])).toEqual({
      items: has.map((command) => ({ ...command, lines: { nokia_sros: command.lines.nokia_sros } })),
      total: has.length,
    });
  });
});

describe('devices', () => {
  it('lists with filters, as tab-separated lines and as JSON, and says when there are more', async () => {
    const { out, err, code } = await cli.run(['devices', 'list', '--country', 'de']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [header, ...rows] = rowsOf(out);
    expect(header).toEqual(['name', 'country', 'platform', 'address', 'site', 'tags', 'id']);
    const german = fleet.lab.routers.filter(({ country }) => country === 'DE').map(({ name }) => name);
    expect(rows.map(([name]) => name)).toEqual(german.sort());
    const some = await cli.run(['devices', 'list', '--limit', '5', '--json']);
    expect(JSON.parse(some.out)).toMatchObject({ total: 12, items: { length: 5 } });
    expect(some.err).toContain('5 of 12');
    expect(await json<{ items: unknown[] }>(['devices', 'list', '--limit', 'all'])).toMatchObject({
      items: { length: 12 },
    });
  });

  it('says what a file would do, does it with --apply, and changes nothing where a row is wrong', async () => {
    const total = async () => (await json<{ total: number }>(['devices', 'list'])).total;
    const file = join(cli.folder, 'routers.csv');
    const header = 'name,address,country,platform,credential';
    await writeFile(file, `${header}\nnew-1,127.9.9.9,DE,frr,lab\n`);
    const preview = await cli.run(['devices', 'import', file]);
    expect(preview).toMatchObject({ code: 0, out: 'row\tname\tdoes\n2\tnew-1\tcreate\n' });
    expect(preview.err).toContain('--apply');
    expect(await total()).toBe(12);
    expect(await json(['devices', 'import', file, '--apply'])).toMatchObject({ created: 1, errors: [] });
    expect(await total()).toBe(13);

    const wrong = await cli.run(['devices', 'import', '-', '--format', 'csv', '--apply'], {
      stdin: `${header}\nnew-2,127.9.9.8,DE,frr,lab\nnew-3,127.9.9.7,Atlantis,frr,lab\n`,
    });
    expect(wrong.code).toBe(2);
    expect(rowsOf(wrong.out)).toEqual([
      ['row', 'field', 'message'],
      ['3', 'country', expect.stringContaining('Expected a country')],
    ]);
    expect(await total()).toBe(13);
    const [added] = (await fleet.portal.admin.devices.list.query({ search: 'new-1' })).items;
    await fleet.portal.admin.devices.delete.mutate({ ids: [added!.id] });
  });

  it('takes a workbook as it takes a CSV file', async () => {
    const file = join(cli.folder, 'routers.xlsx');
    const header = ['Hostname', 'Mgmt IP', 'Country', 'OS', 'Credential'];
    const device = ['new-4', '127.9.9.6', 'Germany', 'frr', 'lab'];
    await writeFile(file, await workbook({ Routers: [header, device] }), 'base64');
    const preview = await cli.run(['devices', 'import', file]);
    expect(preview).toMatchObject({ code: 0, out: 'row\tname\tdoes\n2\tnew-4\tcreate\n' });
  });

  it('refuses a file that it cannot read, or whose sort it does not know', async () => {
    expect((await cli.run(['devices', 'import', '/nowhere/x.csv'])).err).toContain('ENOENT');
    const odd = await cli.run(['devices', 'import', join(cli.folder, 'areazero.mjs')]);
    expect(odd).toMatchObject({ code: 2, out: '' });
    expect(odd.err).toContain('.csv');
    const large = join(cli.folder, 'large.csv');
    await writeFile(large, Buffer.alloc(10_000_000, 'x'));
    const refused = await cli.run(['devices', 'import', large]);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('large.csv has 9.5 MiB: expected at most 8.6 MiB at once');
  });
});

describe('jobs', () => {
  it('plans: devices, batches, exact lines per platform, warnings and the hash, without making a job', async () => {
    const asked = ['--country', 'DE', '--country', 'NL', '--command', '@ospf-neighbors', '--batch-size', '2'];
    const before = await json<{ total: number }>(['jobs', 'list']);
    const { out, code } = await cli.run(['jobs', 'plan', ...asked]);
    const plan = await json<{ planHash: string; totalDevices: number; countries: { country: string }[] }>([
      'jobs',
      'plan',
      ...asked,
    ]);
    expect(code).toBe(0);
    expect(plan.countries.map(({ country }) => country).sort()).toEqual(['DE', 'NL']);
    for (const part of [
      plan.planHash,
      `Devices          ${plan.totalDevices}\n`,
      'show ip ospf neighbor',
      'Warning: ',
    ]) {
      expect(out).toContain(part);
    }
    expect(await json(['jobs', 'list'])).toMatchObject({ total: before.total });
  });

  it('starts what was planned, once per key, and refuses when the plan is another by now', async () => {
    const asked = ['--all', '--command', 'show version'];
    const { planHash } = await json<{ planHash: string }>(['jobs', 'plan', ...asked]);
    const run = ['jobs', 'run', ...asked, '--plan-hash', planHash, '--idempotency-key', 'night-1', '--title', 'Night'];
    const first = await json<{ jobId: string; totalDevices: number }>(run);
    expect(first.totalDevices).toBe(12);
    expect(await json(run)).toMatchObject({ jobId: first.jobId });
    const other = await cli.run(['jobs', 'run', ...asked, '--batch-size', '3', '--plan-hash', planHash]);
    expect(other).toMatchObject({ code: 6, out: '' });
    await ended(first.jobId);
    expect(await json(['jobs', 'show', first.jobId])).toMatchObject({
      title: 'Night',
      state: 'completed',
      percent: 100,
    });
  });

  it('hands every option on', async () => {
    const { options, strategy, batchSize, devicesPerHour } = await json<Record<string, unknown>>([
      ...['jobs', 'plan', '--all', '--command', 'show version', '--batch-size', '4', '--devices-per-hour', '7200'],
      ...['--rolling', '--order', 'spread', '--priority', 'high', '--deadline', '30m', '--retries', '2'],
      ...['--canary', '1', '--canary-after', 'wait', '--stop-failed-devices', '3', '--stop-failed-percent', '12.5'],
      ...['--stop-failures-in-row', '2', '--stop-command-refusals', '9'],
    ]);
    expect({ strategy, batchSize, devicesPerHour }).toEqual({
      strategy: 'rolling',
      batchSize: 4,
      devicesPerHour: 7200,
    });
    expect(options).toEqual({
      order: 'spread',
      priority: 'high',
      deadlineMs: 1_800_000,
      retries: 2,
      canary: { size: 1, perPlatformAndCountry: false, after: 'wait' },
      stopRules: { failedDevices: 3, failedPercent: 12.5, failuresInRow: 2, commandRefusals: 9 },
    });
  });

  it('takes devices by name and id in their order', async () => {
    const [a, b] = [fleet.lab.routers[3]!.name, fleet.lab.routers[0]!.name];
    const asked = ['--device', a, '--device', fleet.ids.get(b)!, '--command', 'show version'];
    const { jobId } = await json<{ jobId: string }>(['jobs', 'run', ...asked]);
    await ended(jobId);
    const { items } = await fleet.portal.admin.jobs.runs.query({ jobId });
    expect(items.map(({ deviceName }) => deviceName)).toEqual([a, b]);
  });

  it('sends a changing command to nobody until the number of devices is confirmed', async () => {
    const asked = ['jobs', 'run', '--country', 'DE', '--command', 'clear ip ospf process'];
    const { total } = await json<{ total: number }>(['devices', 'list', '--country', 'DE']);
    const before = await json<{ total: number }>(['jobs', 'list']);
    for (const more of [[], ['--confirm-devices', String(total + 1)]]) {
      const { code, out, err } = await cli.run([...asked, ...more]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(`--confirm-devices: expected ${total},`);
    }
    expect(await json(['jobs', 'list'])).toMatchObject({ total: before.total });
    const { jobId } = await json<{ jobId: string }>([...asked, '--confirm-devices', String(total)]);
    await ended(jobId);
  });

  it('lists, finds and shows jobs; the one made last goes by the name latest', async () => {
    const jobId = await finishedJob();
    const { out } = await cli.run(['jobs', 'list', '--limit', '1', '--state', 'completed']);
    expect(rowsOf(out)).toEqual([
      ['id', 'state', 'outcome', 'done', 'devices', 'failed', 'created', 'title'],
      [jobId, 'completed', 'ok', '12', '12', '0', expect.any(String), 'show version on 12 devices'],
    ]);
    for (const name of ['latest', jobId.slice(0, 8)])
      expect(await json(['jobs', 'show', name])).toMatchObject({ jobId });
    const seen = await cli.run(['jobs', 'list'], { terminal: { columns: 80, rows: 24 } });
    expect(seen.out).toMatch(/^.*ID +STATE +OUTCOME +DONE +DEVICES +FAILED +CREATED +TITLE/);
    expect(seen.out).toContain(`\n${jobId.slice(0, 8)}  completed`);
    expect((await cli.run(['jobs', 'show', 'latest'])).out).toContain('Devices   12 of 12 (100 %): 12 completed');
  });

  it('pauses, resumes and cancels; what is not possible any more ends with 6', async () => {
    think(fleet.lab, NEVER_MS);
    const { jobId } = await json<{ jobId: string }>([
      'jobs',
      'run',
      '--all',
      '--command',
      'show version',
      '--batch-size',
      '1',
    ]);
    expect(await cli.run(['jobs', 'pause', jobId])).toMatchObject({ code: 0, out: `${jobId}\tpausing\n` });
    expect(await json(['jobs', 'resume', jobId])).toEqual({ jobId, state: 'running' });
    expect(await json(['jobs', 'cancel', jobId])).toMatchObject({ jobId });
    await ended(jobId);
    expect(await cli.run(['jobs', 'pause', jobId])).toMatchObject({ code: 6, out: '' });
    expect(await cli.run(['jobs', 'stop-after-batch', jobId])).toMatchObject({ code: 6, out: '' });
  });

  it('retries what failed, and says where there is nothing to retry', async () => {
    const [router] = fleet.lab.routers;
    await fleet.lab.setFault(router!.name, { kind: 'refused' });
    const jobId = await finishedJob();
    await fleet.lab.setFault(router!.name, null);
    const retried = await json<{ jobId: string; totalDevices: number }>(['jobs', 'retry', jobId]);
    expect(retried.totalDevices).toBe(1);
    await ended(retried.jobId);
    const { items } = await fleet.portal.admin.jobs.runs.query({ jobId: retried.jobId });
    expect(items).toMatchObject([{ deviceName: router!.name, state: 'completed' }]);
    const keyed = ['jobs', 'retry', jobId, '--idempotency-key', 'again-1'];
    const { jobId: once } = await json<{ jobId: string }>(keyed);
    expect(await json(keyed)).toMatchObject({ jobId: once });
    await ended(once);
    const again = await cli.run(['jobs', 'retry', retried.jobId, '--scope', 'unfinished']);
    expect(again).toMatchObject({ code: 2, out: '' });
    expect(again.err).toContain('--scope');
  });
});

describe('outputs', () => {
  let jobId: string;
  beforeAll(async () => {
    jobId = await finishedJob('show ip ospf neighbor');
  });

  it('gives text, JSON and bytes of a device, and files of a whole job', async () => {
    const { name } = fleet.lab.routers[0]!;
    const deviceId = fleet.ids.get(name)!;
    const view = await fleet.portal.admin.jobs.output.query({ jobId, deviceId });
    const { out } = await cli.run(['jobs', 'output', jobId, name]);
    expect(out).toContain(view.commands[0]!.output);
    expect(await json(['jobs', 'output', jobId, name])).toEqual(view);
    expect((await cli.run(['jobs', 'output', jobId])).out.match(/^# Device: /gm)).toHaveLength(12);

    const raw = join(cli.folder, 'raw');
    expect(await cli.run(['jobs', 'output', jobId, name, '--raw', '-o', raw])).toMatchObject({ code: 0, out: '' });
    expect((await readFile(raw)).length).toBe(view.commands[0]!.bytes);
    // What is no file is written to, not replaced.
    const pipe = join(cli.folder, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const [piped] = await Promise.all([readFile(pipe), cli.run(['jobs', 'output', jobId, name, '--raw', '-o', pipe])]);
    expect(piped.length).toBe(view.commands[0]!.bytes);
    expect((await lstat(pipe)).isFIFO()).toBe(true);
    const zip = join(cli.folder, 'all.zip');
    await cli.run(['jobs', 'output', jobId, '--format', 'zip', '-o', zip]);
    expect((await readFile(zip)).subarray(0, 2).toString()).toBe('PK');
    expect(JSON.parse((await cli.run(['jobs', 'output', jobId, '--json'])).out)).toHaveProperty('devices');
    expect((await cli.run(['jobs', 'output', jobId, '--format', 'csv'])).out.split('\n')[0]).toMatch(/^"?device/i);
  });

  it.each([
    ['a device that the job has not', ['nobody']],
    ['an archive of one device', ['DEVICE', '--format', 'zip']],
    ['bytes of no device', ['--raw']],
    ['a command that was not asked', ['DEVICE', '--raw', '--command', '9']],
    ['a file that cannot be made', ['-o', '/nowhere/file']],
  ])('ends with 2 on %s', async (_, args) => {
    const named = args.map((arg) => (arg === 'DEVICE' ? fleet.lab.routers[0]!.name : arg));
    expect(await cli.run(['jobs', 'output', jobId, ...named])).toMatchObject({ code: 2, out: '' });
  });

  it('that are broken off by Ctrl-C leave no part of a file', async () => {
    const endless = createServer((_, res) => res.writeHead(200).write('PK')).listen(0, '127.0.0.1');
    await once(endless, 'listening');
    const folder = await mkdtemp(join(cli.folder, 'broken-off-'));
    const begun = watch(folder);
    const run = cli.start(['jobs', 'output', 'any', '--format', 'zip', '-o', join(folder, 'all.zip')], {
      env: { AREAZERO_URL: `http://127.0.0.1:${(endless.address() as AddressInfo).port}` },
    });
    for await (const _ of begun) break;
    run.kill('SIGINT');
    expect(await run.ended).toMatchObject({ code: 130, out: '', err: expect.stringContaining('was not written') });
    expect(await readdir(folder)).toEqual([]);
    endless.closeAllConnections();
    endless.close();
  });

  it('cleans what a hostile router sent wherever it is text, and keeps its bytes where they are asked for', async () => {
    const { name } = fleet.lab.routers[0]!;
    const hostile = 'before\u001b]0;owned\u0007\u001b[2J\u009b31mred\u202eafter\r\n';
    const base64 = Buffer.from(hostile).toString('base64');
    await fleet.lab.setFault(name, { kind: 'raw_output', on: 1, base64 });
    const run = ['jobs', 'run', '--device', name, '--command', 'show version'];
    const { jobId: hostileJob } = await json<{ jobId: string }>(run);
    await ended(hostileJob);
    await fleet.lab.setFault(name, null);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;
    for (const args of [[name], [], [name, '--json'], ['--json']]) {
      const { code, out } = await cli.run(['jobs', 'output', hostileJob, ...args]);
      expect(code).toBe(0);
      expect(out).not.toMatch(obeyed);
    }
    expect((await cli.run(['jobs', 'output', hostileJob, name])).out).toContain('beforered<U+202E>after');
    const raw = join(cli.folder, 'hostile');
    await cli.run(['jobs', 'output', hostileJob, name, '--raw', '-o', raw]);
    expect((await readFile(raw)).toString('utf8')).toContain('\u001b[2J');
    const screen = await cli.run(['jobs', 'output', hostileJob, name, '--raw'], {
      terminal: { columns: 80, rows: 24 },
    });
    expect(screen.code).toBe(2);
    expect(screen.out.replaceAll('\r\n', '\n')).not.toMatch(obeyed);
  });
});
