// The inventory at the size of a large carrier: each sort of list, search and filter over HTTP, as a person types it, on an
// idle portal and while a job runs; against the same calls of an empty inventory, which are all but the query itself.
import type { PortalClient } from '../scripts/portal-client';
import type { PLATFORM_IDS } from '../src/domain/device';
import { startBenchPortal } from './portal';
import { openStage } from './stage';
import { percentile, print, ratio, row } from './table';

export interface InventoryOptions {
  readonly devices: number;
  /** Of the job that runs meanwhile. */
  readonly size: number;
  readonly places: number;
  readonly thinkTimeMs: number;
}

const ROUNDS = 40;
const COUNTRIES = ['DE', 'FR', 'US', 'GB', 'ZA', 'JP', 'BR', 'IN', 'PL', 'SE', 'NL', 'ES'] as const;
const PLATFORMS: readonly (typeof PLATFORM_IDS)[number][] = [
  'cisco_ios',
  'cisco_xr',
  'juniper_junos',
  'huawei_vrp',
  'frr',
];
/** Devices of one import: its text stays well under the largest body. */
const IMPORT = 25_000;

type Trpc = PortalClient['trpc'];
type Call = (trpc: Trpc) => Promise<unknown>;

const list =
  (input: Parameters<Trpc['devices']['list']['query']>[0]): Call =>
  (trpc) =>
    trpc.devices.list.query(input);

const QUERIES: readonly (readonly [string, Call])[] = [
  ['first page', list({})],
  ['page of 500', list({ limit: 500 })],
  ['search, part of a name', list({ search: 'edge-04321' })],
  ['search, part of an address', list({ search: '10.60.77.' })],
  ['search, a site', list({ search: 'site77' })],
  ['search, no match', list({ search: 'no such device' })],
  ['search, in every name', list({ search: 'edge' })],
  ['search, one letter', list({ search: 'e' })],
  ['country', list({ country: 'DE' })],
  ['platform', list({ platform: 'juniper_junos' })],
  ['tag of a third', list({ tag: 'core' })],
  ['tag of a twentieth', list({ tag: 'area:7' })],
  ['all four', list({ search: 'site7', country: 'DE', platform: 'cisco_ios', tag: 'core' })],
  ['countries', (trpc) => trpc.devices.countries.query()],
  ['plan of one country', plan({ country: 'DE' })],
];

function plan(filter: { country: string }): Call {
  return (trpc) => trpc.jobs.plan.query({ filter, commands: ['show clock'], batchSize: 10 }).catch(nothingToPlan);
}

/** Of an empty inventory. */
function nothingToPlan(error: Error): void {
  if (!error.message.startsWith('filter:')) throw error;
}

export async function inventory({ devices, size, places, thinkTimeMs }: InventoryOptions): Promise<void> {
  const empty = await emptyTimes();
  const stage = await openStage(size, thinkTimeMs);
  try {
    const { trpc, ended } = stage.portal.client;
    const { items } = await trpc.devices.list.query({ limit: 500 });
    const importMs = await fill(trpc, devices);
    const deep = await deepCursor(trpc, devices);
    const queries = [...QUERIES, ['deep page', list({ cursor: deep })] as const];
    const idle = await timesOf(trpc, queries);
    // As many rounds as the job lasts; the last one may be cut short by its end, and is then left out.
    const job = { deviceIds: items.map(({ id }) => id), commands: stage.commands, batchSize: places };
    const { jobId } = await trpc.jobs.create.mutate({ ...job, strategy: 'rolling' });
    let running = true;
    const end = ended(jobId).then(() => {
      running = false;
    });
    const busy = await timesOf(trpc, queries, () => running);
    await end;
    print(
      `\n${devices} devices in the inventory; imported at ${((importMs * 1_000) / devices).toFixed(0)} ms per 1,000`,
    );
    print(`P95 over ${ROUNDS} calls each; busy: while a job runs on ${size} routers, ${places} at once\n`);
    row('', 'P50', 'P95', 'x empty', 'busy P50', 'busy P95');
    const all = { idle: [] as number[], busy: [] as number[] };
    for (const [name] of queries) {
      const [still, loaded] = [idle.get(name)!, busy.get(name)!];
      const base = percentile(empty.get(name) ?? empty.get('first page')!, 0.95);
      const ms = (times: readonly number[], share: number) => `${percentile(times, share).toFixed(1)} ms`;
      row(
        name,
        ms(still, 0.5),
        ms(still, 0.95),
        ratio(percentile(still, 0.95) / base),
        ms(loaded, 0.5),
        ms(loaded, 0.95),
      );
      if (name.startsWith('plan')) continue;
      all.idle.push(...still);
      all.busy.push(...loaded);
    }
    print(
      `\nList, search and filter together: P95 ${percentile(all.idle, 0.95).toFixed(0)} ms idle, ${percentile(all.busy, 0.95).toFixed(0)} ms busy. Aim: under 100 ms.`,
    );
  } finally {
    await stage.close();
  }
}

async function emptyTimes(): Promise<Map<string, number[]>> {
  const portal = await startBenchPortal();
  try {
    return await timesOf(portal.client.trpc, QUERIES);
  } finally {
    await portal.stop();
  }
}

/** Query to the times of its calls, one after the other and all queries in turns, so that a pause of the machine meets them all. */
async function timesOf(trpc: Trpc, queries: typeof QUERIES, goOn: () => boolean = () => true) {
  const times = new Map<string, number[]>(queries.map(([name]) => [name, []]));
  for (const [, call] of queries) await call(trpc);
  for (let round = 0; round < ROUNDS && goOn(); round += 1) {
    for (const [name, call] of queries) {
      const startedAt = performance.now();
      await call(trpc);
      times.get(name)!.push(performance.now() - startedAt);
    }
  }
  return times;
}

async function fill(trpc: Trpc, devices: number): Promise<number> {
  const startedAt = performance.now();
  for (let start = 0; start < devices; start += IMPORT) {
    const rows = Array.from({ length: Math.min(IMPORT, devices - start) }, (_, at) => csvRow(start + at));
    const content = ['name,address,country,platform,site,tags,credential', ...rows].join('\n');
    const { errors } = await trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
    if (errors.length > 0) throw new Error(`Import failed: ${JSON.stringify(errors[0])}`);
  }
  return performance.now() - startedAt;
}

function csvRow(n: number): string {
  const country = COUNTRIES[n % COUNTRIES.length]!;
  const site = `site${n % 500}`;
  const name = `${country.toLowerCase()}-${site}-edge-${String(n).padStart(5, '0')}`;
  const address = `10.${60 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;
  const tags = `${n % 3 === 0 ? 'core' : 'edge'};area:${n % 20}`;
  return [name, address, country, PLATFORMS[n % PLATFORMS.length], site, tags, 'bench'].join(',');
}

/** Where a page four fifths down the list begins. */
async function deepCursor(trpc: Trpc, devices: number): Promise<string> {
  let cursor: string | null = null;
  for (let passed = 0; passed < devices * 0.8; passed += 500) {
    ({ nextCursor: cursor } = await trpc.devices.list.query({ limit: 500, cursor }));
  }
  return cursor!;
}
