import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { jobEventSchema } from '@/domain/event-schema';
import { buildTestCli, type Cli } from '../support/cli';
import { type Fleet, jobEnd, startFleet } from '../support/fleet';
import { NEVER_MS, think } from '../support/think';
import { startUpgradeProxy, type UpgradeProxy } from '../support/upgrade-proxy';

let fleet: Fleet;
let proxy: UpgradeProxy;
let cli: Cli;
let token: string;
const run = ['jobs', 'run', '--all', '--command', '@ospf-neighbors', '--follow'];
const SAID = 'Websockets do not come through: following over HTTP\n';

beforeAll(async () => {
  proxy = await startUpgradeProxy();
  const env = { PUBLIC_URL: `http://localhost:${proxy.port}` };
  fleet = await startFleet({ size: 4, addressBase: '127.173.0.1' }, { env });
  proxy.target(Number(new URL(fleet.portal.url).port));
  token = await fleet.portal.createToken('operator');
  cli = await buildTestCli({ AREAZERO_URL: env.PUBLIC_URL, AREAZERO_TOKEN: token });
});
afterAll(async () => {
  await cli.close();
  await fleet.close();
  await proxy.close();
});

/** How long each router takes for an answer. */
beforeEach(() => think(fleet.lab, 60));

const latest = async () => (await fleet.portal.admin.jobs.list.query({ limit: 1 })).items[0]!;

it('jobs run --follow goes to its end behind a proxy that refuses websockets, and says by which way', async () => {
  const { code, out, err } = await cli.run(run);
  expect({ code, err }).toEqual({ code: 0, err: SAID });
  for (const { name } of fleet.lab.routers)
    expect(out.match(new RegExp(`Z ${name} .* completed`, 'g'))).toHaveLength(1);
});

it('--json gives every event there too, and no address has the token in it', async () => {
  const { code, out, err } = await cli.run([...run, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: SAID });
  const lines = out.trimEnd().split('\n');
  expect(lines.map((line) => jobEventSchema.parse(JSON.parse(line)))).toEqual(
    await jobEnd(fleet, (await latest()).jobId),
  );
  expect(proxy.asked.filter((path) => path.includes(token))).toEqual([]);
});

it('the display says so as well', async () => {
  think(fleet.lab, NEVER_MS);
  const following = cli.start(run, { terminal: { columns: 80, rows: 24 } });
  await following.until(/Live over HTTP: websockets do not come through/);
  await fleet.portal.admin.jobs.cancel.mutate({ jobId: (await latest()).jobId });
  expect((await following.ended).code).toBe(5);
});
