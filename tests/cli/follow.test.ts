import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jobEventSchema } from '@/domain/event-schema';
import { buildTestCli, type Cli, type StartOptions } from '../support/cli';
import { type CutProxy, startCutProxy } from '../support/cut-proxy';
import { type Fleet, jobEnd, startFleet } from '../support/fleet';
import { NEVER_MS, think } from '../support/think';

/** Jobs followed to their end: in lines where the output is piped, in a display on a pseudo-terminal. */
let fleet: Fleet;
let proxy: CutProxy;
let cli: Cli;
const run = ['jobs', 'run', '--all', '--command', 'show version', '--command', '@ospf-neighbors', '--follow'];

beforeAll(async () => {
  proxy = await startCutProxy();
  const env = { PUBLIC_URL: `http://localhost:${proxy.port}` };
  fleet = await startFleet({ size: 12, addressBase: '127.172.0.1', countries: ['DE', 'FR', 'NL'] }, { env });
  reconnectable();
  cli = await buildTestCli({
    AREAZERO_URL: env.PUBLIC_URL,
    AREAZERO_TOKEN: await fleet.portal.createToken('operator'),
  });
});
afterEach(async () => {
  const { admin } = fleet.portal;
  // What is at work stays so until it is canceled.
  think(fleet.lab, NEVER_MS);
  for (const { jobId } of (await admin.jobs.list.query({ state: 'running' })).items)
    await admin.jobs.cancel.mutate({ jobId });
  for (const { name } of fleet.lab.routers) await fleet.lab.setFault(name, null);
  think(fleet.lab, 0);
});
afterAll(async () => {
  await cli.close();
  await fleet.close();
  await proxy.close();
});

const reconnectable = () => proxy.target(Number(new URL(fleet.portal.url).port));
const latest = async () => (await fleet.portal.admin.jobs.list.query({ limit: 1 })).items[0]!;
const fails = (nth: number) => fleet.lab.setFault(fleet.lab.routers[nth]!.name, { kind: 'refused' });

describe('in lines', () => {
  it('tells each thing once, with its time, and sums up at the end; without an escape code', async () => {
    await fails(4);
    // The second batch cannot begin before the watching has.
    think(fleet.lab, NEVER_MS, fleet.lab.routers.slice(0, 1));
    const following = cli.start([...run, '--batch-size', '5']);
    await following.until(/^Job /);
    think(fleet.lab, 0);
    const { code, out, err } = await following.ended;
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).not.toContain('\u001b');
    const lines = out.trimEnd().split('\n');
    const { jobId } = await latest();
    expect(lines[0]).toBe(`Job ${jobId}: show version and 1 more on 12 devices (12 devices in 3 batches, 2 commands)`);
    const story = lines.filter((line) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ /.test(line)).map((line) => line.slice(21));
    for (const [nth, { name, country }] of fleet.lab.routers.entries()) {
      const told = story.filter((line) => line.startsWith(`${name} (${country}) `));
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(nth === 4 ? /failed: refused \[\d+\/12\]$/ : /completed in [\d.]+ m?s \[\d+\/12\]$/);
    }
    expect(story).toContain('batch 2 of 3 started: 5 devices');
    expect(story).toContain('batch 3 of 3 completed, 12 of 12 devices done');
    expect(out).toMatch(
      /\nCompleted in part in [\d.]+ m?s: 11 completed, 1 failed of 12 devices\n {2}✗ .* failed: refused\n/,
    );
  });

  it('ends with 0 when every device completed, also when the job was over before', async () => {
    expect((await cli.run(run)).code).toBe(0);
    const { code, out } = await cli.run(['jobs', 'follow', 'latest']);
    expect(code).toBe(0);
    expect(out.match(/ completed in .*\[\d+\/12\]$/gm)).toHaveLength(12);
    expect((await cli.run(['jobs', 'show', 'latest', '--follow'])).out).toBe(out);
  });

  it('ends with 5 when the job was canceled', async () => {
    think(fleet.lab, NEVER_MS);
    const following = cli.start(run);
    await following.until(/^Job /);
    const { jobId } = await latest();
    await fleet.portal.admin.jobs.cancel.mutate({ jobId });
    expect(await following.ended).toMatchObject({
      code: 5,
      out: expect.stringMatching(/\nCanceled in [\d.]+ m?s \(by /),
    });
  });

  it.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
  ] as const)('%s ends the following and not the job, and says how to end that', async (_, signal, expected) => {
    think(fleet.lab, NEVER_MS);
    const following = cli.start(run);
    await following.until(/^Job /);
    following.kill(signal);
    const { code, err } = await following.ended;
    const { jobId, state } = await latest();
    expect({ code, state }).toEqual({ code: expected, state: 'running' });
    expect(err).toContain(`areazero jobs cancel ${jobId}`);
  });

  it('misses nothing over a connection that is cut, and says so beside the data', async () => {
    // At work until the cut was noticed.
    think(fleet.lab, NEVER_MS, fleet.lab.routers.slice(0, 1));
    const following = cli.start([...run, '--batch-size', '2']);
    await following.until(/\[1\/12\]/);
    proxy.cut();
    await following.until(/Connection lost/, 'err');
    think(fleet.lab, 0);
    const { code, out, err } = await following.ended;
    expect(code).toBe(0);
    expect(err).toMatch(/^Connection lost: reconnecting …\nConnected again after \d+ s; nothing was missed\n$/);
    for (const { name } of fleet.lab.routers) expect(out.match(new RegExp(`Z ${name} `, 'g'))).toHaveLength(1);
  });

  it('stops without a word when nobody reads any more', async () => {
    think(fleet.lab, NEVER_MS);
    const following = cli.start([...run, '--batch-size', '1']);
    await following.until(/^Job /);
    following.hangUp();
    // What it has to say next.
    think(fleet.lab, 0);
    expect(await following.ended).toMatchObject({ code: 141, err: '' });
  });
});

it('--json gives every event of the job as a line, in order', async () => {
  await fails(0);
  const { code, out, err } = await cli.run([...run, '--json']);
  expect({ code, err }).toEqual({ code: 1, err: '' });
  const events = out
    .trimEnd()
    .split('\n')
    .map((line) => jobEventSchema.parse(JSON.parse(line)));
  expect(events).toEqual(await jobEnd(fleet, (await latest()).jobId));
});

it('--output-dir holds at the end what each device answered, in a folder per country', async () => {
  const folder = join(cli.folder, 'outputs');
  const { code, err } = await cli.run([...run, '--output-dir', folder]);
  expect({ code, err }).toEqual({ code: 0, err: `14 files written to ${folder}\n` });
  for (const { name, country } of fleet.lab.routers) {
    expect(await readFile(join(folder, country, `${name}.txt`), 'utf8')).toContain(`# Device: ${name} `);
  }
  expect((await readdir(folder)).sort()).toEqual(['DE', 'FR', 'NL', 'summary.csv', 'summary.txt']);
});

describe('in a terminal', () => {
  const ENTER = '\u001b[?1049h\u001b[?25l';
  const LEAVE = '\u001b[?25h\u001b[?1049l';
  const terminal = { columns: 80, rows: 24 };
  const inTerminal = (args: readonly string[], options: StartOptions = {}) => cli.start(args, { terminal, ...options });

  /** What is drawn where: every piece that the display writes, without its colours. */
  function drawn(out: string): { row: number; text: string }[] {
    const display = out.slice(out.indexOf(ENTER) + ENTER.length, out.indexOf(LEAVE));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences of the display itself
    const pieces = display.matchAll(/\u001b\[(\d+);1H(.*?)\u001b\[K/g);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    return [...pieces].map(([, row, text]) => ({ row: Number(row), text: text!.replace(/\u001b\[\d*m/g, '') }));
  }

  it('draws bar, counts, countries and devices in work within the size, then gives the terminal back and sums up', async () => {
    await fails(4);
    // The last batch waits until all there is to see was drawn.
    const last = fleet.lab.routers.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(9);
    think(fleet.lab, NEVER_MS, last);
    const following = inTerminal([...run, '--batch-size', '3']);
    await following.until(/ 9 of 12/);
    for (const { name } of last) await following.until(new RegExp(`${name}.*1/2`));
    think(fleet.lab, 0);
    const { code, out } = await following.ended;
    expect(code).toBe(1);
    const pieces = drawn(out);
    for (const { row, text } of pieces) {
      expect(row).toBeLessThanOrEqual(terminal.rows);
      expect([...text].length).toBeLessThanOrEqual(terminal.columns);
    }
    const all = pieces.map(({ text }) => text).join('\n');
    for (const part of [
      /^show version and 1 more on 12 devices +running$/m,
      /^█+.* % · +\d+ of 12$/m,
      /^✓ \d+ completed {3}✗ \d+ failed {3}● \d+ running {3}○ \d+ waiting$/m,
      /^elapsed \d+ s · (?:[\d.,]+ devices\/min · )?ETA \d\d:\d\d/m,
      /^batch \d of 4/m,
      /^Countries \(3\)$/m,
      /^DE Germany +[█✗▒░]+ +\d+\/ ?\d/m,
      /^Now running \([123]\)$/m,
      /^● \S+ +(DE|FR|NL) {2}[12]\/2 {2}\S.* \d+ s$/m,
      /^Last failures$/m,
      /^✗ \d\d:\d\d:\d\d {2}\S+ \(\w\w\) {2}refused$/m,
    ]) {
      expect(all).toMatch(part);
    }
    expect(out).toContain('\u001b[32m');
    const after = out.slice(out.indexOf(LEAVE) + LEAVE.length);
    expect(after).toContain('11 completed, 1 failed of 12 devices');
    expect(after).toContain(`areazero jobs retry ${(await latest()).jobId}`);
    expect(after).not.toContain('\u001b[?');
  });

  it('does without colours where NO_COLOR is set, and without other letters than ASCII where those cannot be shown', async () => {
    // A job that is over sooner than the terminal is ready shows nothing of this.
    think(fleet.lab, NEVER_MS);
    // So narrow that lines are cut.
    const narrow = { columns: 40, rows: 24 };
    const following = inTerminal(run, { env: { NO_COLOR: '1', LANG: 'C' }, terminal: narrow });
    await following.until(/\+ \d+ completed {3}x 0 failed/);
    following.write('\u0003');
    const { out } = await following.ended;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(out).not.toMatch(/\u001b\[\d*m/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII and the sequences of the display
    expect(out).toMatch(/^[\u0000-\u007f]*$/);
    expect(out).toContain('~');
  });

  it('Ctrl-C gives the terminal back, ends with 130, and the job goes on', async () => {
    think(fleet.lab, NEVER_MS);
    const following = inTerminal(run);
    await following.until(/Now running \(10\)/);
    following.write('\u0003');
    const { code, out } = await following.ended;
    const { jobId, state } = await latest();
    expect({ code, state }).toEqual({ code: 130, state: 'running' });
    expect(out.slice(out.indexOf(LEAVE))).toContain(`areazero jobs cancel ${jobId}`);
  });

  it('follows the size of the terminal', async () => {
    think(fleet.lab, NEVER_MS);
    const following = inTerminal(run);
    await following.until(/Now running \(10\)/);
    await following.resize({ columns: 50, rows: 10 });
    await following.until(/\[10;1H\S*Ctrl-C stops watching/);
    following.write('\u0003');
    const { out } = await following.ended;
    const later = drawn(ENTER + out.slice(out.lastIndexOf('\u001b[2J')));
    expect(later.length).toBeGreaterThan(0);
    for (const { row, text } of later) {
      expect(row).toBeLessThanOrEqual(10);
      expect([...text].length).toBeLessThanOrEqual(50);
    }
  });

  it('says since when the portal is gone, and goes on when it is back', async () => {
    think(fleet.lab, NEVER_MS, fleet.lab.routers.slice(6));
    const following = inTerminal([...run, '--batch-size', '12']);
    await following.until(/Now running \(6\)/);
    proxy.target(9);
    proxy.cut();
    await following.until(/Connection lost: reconnecting since \d\d:\d\d/);
    const { jobId } = await latest();
    await fleet.portal.admin.jobs.cancel.mutate({ jobId });
    await jobEnd(fleet, jobId);
    reconnectable();
    const { code, out } = await following.ended;
    expect(code).toBe(5);
    expect(out).toContain('6 completed, 6 canceled of 12 devices');
  });

  it('shows what a hostile router says as text and obeys none of it', async () => {
    const { name } = fleet.lab.routers.find(({ platform }) => platform === 'cisco_ios')!;
    const hostile = '% Invalid input detected \u001b]0;owned\u0007\u001b[2J\u001b[31;1mred\u009b5A\u202etxt\r\n';
    await fleet.lab.setFault(name, { kind: 'raw_output', on: 1, base64: Buffer.from(hostile).toString('base64') });
    const { code, out } = await inTerminal([
      ...['jobs', 'run', '--follow', '--device', name],
      '--command',
      'show version',
    ]).ended;
    expect(code).toBe(1);
    expect(out).toContain('% Invalid input detected');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what the router sent
    expect(out).not.toMatch(/\u0007|\u001b\]|\u001b\[31;1m|[\u0080-\u009f\u202e]/);
  });
});
