import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyEvent, type JobProgress } from '@/domain/progress';
import { beginningOf } from '@/domain/replay';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';
import { callHttp } from '../../support/raw-call';

const SIZE = 8;
const TABLE = 'show ip ospf neighbor';
const BRIEF = 'show ip ospf interface';
let fleet: Fleet;
let names: string[];
let first: string;

/** What the routers answer to TABLE: `dead` seconds are volatile, the state of the neighbor is not. */
const table = (state: string, dead: number) =>
  `\r\nNeighbor ID     Pri   State           Dead Time   Address         Interface\r\n10.0.0.1          1   ${state}/DR         00:00:${dead}    10.0.1.1        Gi0/1\r\n`;

const say = (name: string, text: string) =>
  fleet.lab.setFault(name, { kind: 'raw_output', on: TABLE, base64: Buffer.from(text).toString('base64') });

async function run(commands: string[], deviceIds = [...fleet.ids.values()]): Promise<string> {
  const { jobId } = await fleet.portal.admin.jobs.create.mutate({ deviceIds, commands, batchSize: 0 });
  await jobEnd(fleet, jobId);
  return jobId;
}

beforeAll(async () => {
  fleet = await startFleet({ size: SIZE, addressBase: '127.200.0.1' });
  names = [...fleet.ids.keys()];
  for (const [nth, name] of names.entries()) await say(name, table(nth === 3 ? 'INIT' : 'FULL', 30 + nth));
  first = await run([TABLE, BRIEF]);
});
afterAll(() => fleet.close());

const idOf = (nth: number) => fleet.ids.get(names[nth]!)!;

describe('a search over the outputs of a job', () => {
  const search = (input: object) => fleet.portal.admin.jobs.searchOutputs.query({ jobId: first, query: 'x', ...input });

  it('gives device, command, line and the marked place of each match', async () => {
    const found = await search({ query: 'init/' });
    expect(found).toMatchObject({ devices: 1, lines: 1, scanned: SIZE, total: SIZE, nextCursor: null });
    const [device] = found.items;
    expect(device).toMatchObject({ deviceId: idOf(3), deviceName: names[3], state: 'completed' });
    expect(device!.commands).toHaveLength(1);
    const [command] = device!.commands;
    expect(command).toMatchObject({ index: 0, command: TABLE, lines: 1 });
    const { line, text, ranges } = command!.hits[0]!;
    expect(line).toBe(3);
    expect(ranges.map(([from, to]) => text.slice(from, to))).toEqual(['INIT/']);
  });

  it('takes simple regular expressions, and counts without listing', async () => {
    const found = await search({ query: '^10\\.0\\.0\\.1 .*(full|init)', mode: 'pattern', limit: 0 });
    expect(found).toMatchObject({ devices: SIZE, lines: SIZE, items: [] });
  });

  it('narrows by command, country and platform', async () => {
    const { admin } = fleet.portal;
    expect((await search({ query: 'neighbor id', command: 1 })).devices).toBe(0);
    const { items } = await admin.devices.list.query({});
    const { country, platform } = items.find(({ id }) => id === idOf(3))!;
    const expected = items.filter((device) => device.country === country && device.platform === platform).length;
    expect(await search({ query: 'neighbor id', country, platform })).toMatchObject({
      total: expected,
      devices: expected,
    });
  });

  it('goes on where the page before ended, each device once', async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await search({ query: 'neighbor id', limit: 3, ...(cursor ? { cursor } : {}) });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ deviceId }) => deviceId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.sort()).toEqual([...fleet.ids.values()].sort());
  });

  it.each([
    ['query', { query: '' }],
    ['query', { query: 'a'.repeat(201) }],
    ['query', { query: 'a\nb' }],
    ['query', { query: '(a', mode: 'pattern' }],
    ['query', { query: '(a)\\1', mode: 'pattern' }],
    ['mode', { mode: 'glob' }],
    ['command', { command: 2 }],
    ['command', { command: -1 }],
    ['country', { country: 'Germany' }],
    ['platform', { platform: 'cisco' }],
    ['limit', { limit: 1_000 }],
  ])('refuses a wrong %s, naming it: %j', async (field, change) => {
    const as = { cookie: fleet.portal.adminCookie };
    const answer = await callHttp(fleet.portal, as, 'jobs.searchOutputs', { jobId: first, query: 'x', ...change });
    expect([answer.code, answer.fields.map((one) => one.field)]).toEqual(['BAD_REQUEST', [field]]);
  });

  it('covers what running devices have answered so far', async () => {
    const { admin } = fleet.portal;
    fleet.lab.configure(names[0]!, { thinkTimeMs: 0 });
    await fleet.lab.setFault(names[0]!, { kind: 'silent_command', on: 'show clock' });
    const { jobId } = await admin.jobs.create.mutate({ deviceIds: [idOf(0)], commands: [BRIEF, 'show clock'] });
    for await (const stretch of fleet.portal.services.engine.events(jobId, 0, new AbortController().signal)) {
      if (stretch.some((event) => event.type === 'command.completed')) break;
    }
    const found = await admin.jobs.searchOutputs.query({ jobId, query: 'MTU' });
    expect(found.items.map(({ state }) => state)).toEqual(['running']);
    await admin.jobs.cancel.mutate({ jobId });
    await jobEnd(fleet, jobId);
    await say(names[0]!, table('FULL', 30));
  });
});

describe('equal outputs', () => {
  it('are grouped per platform whatever their timers say; a variant has its devices and the largest group to compare with', async () => {
    const { admin } = fleet.portal;
    const view = await admin.jobs.outputGroups.query({ jobId: first, command: 0 });
    expect(view).toMatchObject({ complete: true, ended: SIZE, compared: SIZE, answered: SIZE, unanswered: 0 });
    const { items: devices } = await admin.devices.list.query({});
    const platformOf = (nth: number) => devices.find(({ id }) => id === idOf(nth))!.platform;
    for (const { platform, devices: total, identical, variants } of view.platforms) {
      const members = names.filter((_, nth) => platformOf(nth) === platform).length;
      const odd = platformOf(3) === platform && members > 1 ? 1 : 0;
      expect({ platform, total, identical, variants }).toEqual({
        platform,
        total: members,
        identical: members - odd,
        variants: odd,
      });
    }
    const largest = view.items.filter((group) => group.largest);
    expect(largest.map(({ platform }) => platform)).toEqual(view.platforms.map(({ platform }) => platform));
    const variant = view.items.find((group) => !group.largest)!;
    expect(variant.devices.map(({ deviceName }) => deviceName)).toEqual([names[3]]);
    const { group, platform, size } = largest[0]!;
    const members = await admin.jobs.outputGroupDevices.query({ jobId: first, command: 0, platform, group, limit: 2 });
    expect(members.total).toBe(size);
    expect(members.items).toEqual(largest[0]!.devices.slice(0, 2));
  });

  it('are of commands of the job, and of groups that there are', async () => {
    const { admin } = fleet.portal;
    await expect(admin.jobs.outputGroups.query({ jobId: first, command: 2 })).rejects.toThrow(/^command: /);
    const group = 'A'.repeat(22);
    const input = { jobId: first, command: 0, platform: 'frr' as const, group };
    await expect(admin.jobs.outputGroupDevices.query(input)).rejects.toThrow(/not found/);
    await expect(admin.jobs.outputGroups.query({ jobId: 'none', command: 0 })).rejects.toThrow(/^Job none: not found/);
  });
});

describe('a comparison of two runs', () => {
  it('names the devices that differ or are missing on one side, and leaves timers out', async () => {
    const { admin } = fleet.portal;
    for (const [nth, name] of names.entries())
      await say(name, table(nth === 5 ? 'LOADING' : nth === 3 ? 'INIT' : 'FULL', 11));
    await fleet.lab.setFault(names[6]!, { kind: 'refused' });
    const second = await run(
      [BRIEF, TABLE],
      [...fleet.ids.values()].filter((id) => id !== idOf(1)),
    );
    const view = await admin.jobs.compare.query({ a: first, b: second });
    expect(view.complete).toBe(true);
    expect(view.commands.map(({ line, a, b }) => [line, a, b])).toEqual([
      [TABLE, 0, 1],
      [BRIEF, 1, 0],
    ]);
    expect(view.counts).toEqual({ same: SIZE - 3, different: 2, missing_in_a: 0, missing_in_b: 1, unanswered: 0 });
    expect(view.items.map(({ deviceName, verdict, commands }) => [deviceName, verdict, commands])).toEqual(
      [
        [names[1], 'missing_in_b', ['only_a', 'only_a']],
        [names[5], 'different', ['different', 'same']],
        [names[6], 'different', ['only_a', 'only_a']],
      ].sort((x, y) => names.indexOf(x[0] as string) - names.indexOf(y[0] as string)),
    );
    const brief = await admin.jobs.compare.query({ a: second, b: first, command: BRIEF });
    expect(brief.items.map(({ verdict }) => verdict).sort()).toEqual(['different', 'missing_in_a']);
    const all = await admin.jobs.compare.query({ a: first, b: second, show: 'all', limit: 5 });
    expect([all.total, all.items.length, all.nextCursor !== null]).toEqual([SIZE, 5, true]);
  });

  it('says nothing yet of a device that has not ended in both', async () => {
    const { admin } = fleet.portal;
    await say(names[0]!, table('FULL', 12));
    await fleet.lab.setFault(names[7]!, { kind: 'silent_command' });
    fleet.lab.ledger.clear();
    const { jobId } = await admin.jobs.create.mutate({
      deviceIds: [idOf(0), idOf(7)],
      commands: [TABLE],
      batchSize: 1,
    });
    await fleet.lab.ledger.waitFor(({ router, kind }) => router === names[7] && kind === 'line');
    const view = await admin.jobs.compare.query({ a: first, b: jobId });
    expect(view.counts).toEqual({ same: 1, different: 0, missing_in_a: 0, missing_in_b: SIZE - 2, unanswered: 0 });
    expect(view.items.map(({ verdict }) => verdict)).toEqual(Array.from({ length: SIZE - 2 }, () => 'missing_in_b'));
    await admin.jobs.cancel.mutate({ jobId });
    await jobEnd(fleet, jobId);
    await fleet.lab.setFault(names[7]!, null);
  });

  it('needs two jobs with a command in common', async () => {
    const { admin } = fleet.portal;
    const other = await run(['show version'], [idOf(0)]);
    await expect(admin.jobs.compare.query({ a: first, b: other })).rejects.toThrow(/^b: expected a job with/);
    await expect(admin.jobs.compare.query({ a: first, b: first })).rejects.toThrow(/^b: expected another job/);
    await expect(admin.jobs.compare.query({ a: first, b: 'none' })).rejects.toThrow(/not found/);
  });
});

describe('failures by cause', () => {
  it('are counted by platform and country with a sample, and one cause alone can be retried', async () => {
    const { admin } = fleet.portal;
    await fleet.lab.setFault(names[0]!, { kind: 'refused' });
    await fleet.lab.setFault(names[2]!, { kind: 'wrong_password' });
    await fleet.lab.setFault(names[4]!, { kind: 'refused' });
    const ids = [0, 2, 4, 7].map(idOf);
    const { jobId } = await admin.jobs.create.mutate({ deviceIds: ids, commands: [BRIEF], batchSize: 0 });
    await jobEnd(fleet, jobId);
    const { total, groups } = await admin.jobs.failures.query({ jobId });
    expect(total).toBe(3);
    const refused = groups.filter(({ kind }) => kind === 'refused');
    expect(refused.flatMap(({ deviceIds }) => deviceIds).sort()).toEqual([ids[0], ids[2]].sort());
    expect(groups.every(({ sample, kind }) => sample.failure.kind === kind)).toBe(true);
    for (const name of names) await fleet.lab.setFault(name, null);
    const one = groups.find(({ deviceIds }) => deviceIds.includes(ids[0]!))!;
    const { kind, platform, country } = one;
    const again = await admin.jobs.retry.mutate({ jobId, scope: 'unfinished', failure: kind, platform, country });
    await jobEnd(fleet, again.jobId);
    const runs = await admin.jobs.runs.query({ jobId: again.jobId });
    expect(runs.items.map(({ deviceId, state }) => [deviceId, state])).toEqual(
      one.deviceIds.map((id) => [id, 'completed']),
    );
    await expect(admin.jobs.retry.mutate({ jobId, scope: 'failed', failure: 'busy' })).rejects.toThrow(/^scope: /);
  });
});

describe('the events of a job, in pages', () => {
  it('bring a replay to exactly where the job stands, without output', async () => {
    const { admin } = fleet.portal;
    const final = (await fleet.portal.services.engine.read(first))!.progress;
    const progress: JobProgress = beginningOf(final);
    expect(progress.counts).toMatchObject({ total: SIZE, pending: SIZE });
    let afterSeq: number | null = 0;
    let pages = 0;
    while (afterSeq !== null) {
      const page: Awaited<ReturnType<typeof admin.jobs.events.query>> = await admin.jobs.events.query({
        jobId: first,
        afterSeq,
        limit: 7,
      });
      for (const event of page.events) {
        expect(event.type).not.toBe('command.output');
        applyEvent(progress, event);
      }
      pages += 1;
      afterSeq = page.nextSeq;
    }
    expect(pages).toBeGreaterThan(3);
    expect({ ...progress, seq: 0 }).toEqual({ ...final, seq: 0 });
    await expect(admin.jobs.events.query({ jobId: 'none' })).rejects.toThrow(/not found/);
  });
});
