// npm run bench [-- --size 500 --rounds 3]
// One run, everything in it: the portal, a bare loop on the same routers and commands, and the floor that the routers'
// think times set. Only ratios are comparable between machines.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inventoryCsv } from '../lab/inventory-csv';
import { startLabProcess } from '../lab/lab-process';
import type { Strategy } from '../src/domain/job';
import type { BareResult, BareWork } from './bare-loop';
import { type BenchPortal, startBenchPortal } from './portal';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
    think: { type: 'string', default: '50' },
    places: { type: 'string', default: '50' },
  },
});
const [size, rounds, thinkTimeMs, places] = [values.size, values.rounds, values.think, values.places].map(Number) as [
  number,
  number,
  number,
  number,
];

interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
const print = (text = '') => console.log(text);
const row = (name: string, ...cells: string[]) =>
  print(name.padEnd(34) + cells.map((cell) => cell.padStart(12)).join(''));

const password = randomBytes(12).toString('base64url');
const lab = await startLabProcess({ seed: 1, size, thinkTimeMs, username: 'bench', password });
const portal = await startBenchPortal();
try {
  const commands = await fillPortal(portal);
  const work: BareWork = { routers: lab.routers, username: 'bench', password, commands, atOnce: places };
  const measured: Record<'bare' | 'rolling' | 'batch', Measured[]> = { bare: [], rolling: [], batch: [] };
  await lab.ledger.clear();
  for (let round = 0; round < rounds; round += 1) {
    measured.bare.push(await bareRun(work));
    measured.rolling.push(await portalRun(portal, commands, 'rolling'));
    measured.batch.push(await portalRun(portal, commands, 'batch'));
  }
  const floorMs = (size / places) * commands.length * thinkTimeMs;
  report(measured, floorMs, commands.length);
  const { residentBytes } = await portal.usage();
  const jobs = rounds * 2;
  print(
    `\nPortal: ${Math.round(residentBytes / 2 ** 20)} MiB resident, ${Math.round(portal.databaseBytes() / jobs / size / 1024)} KiB stored a device run.`,
  );
  print(`Routers: at most ${await lab.ledger.peakSessions()} sessions at one time.`);
} finally {
  await portal.stop();
  await lab.close();
}

async function fillPortal({ client }: BenchPortal): Promise<string[]> {
  await client.trpc.credentials.create.mutate({ name: 'bench', username: 'bench', password });
  const content = inventoryCsv(lab.routers, { credential: 'bench' });
  await client.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
  const catalogue = await client.trpc.commands.catalogue.query();
  return catalogue.flatMap((command) => (command.everyday ? (command.lines.cisco_ios ?? []) : []));
}

async function portalRun({ client, usage }: BenchPortal, commands: string[], strategy: Strategy): Promise<Measured> {
  const before = await usage();
  const input = { filter: { all: true as const }, commands, batchSize: places, strategy };
  const startedAt = performance.now();
  const { jobId } = await client.trpc.jobs.create.mutate(input);
  await client.ended(jobId);
  const wallMs = performance.now() - startedAt;
  const job = await client.trpc.jobs.get.query({ jobId });
  if (job.outcome !== 'ok') throw new Error(`The job ended ${job.outcome}: ${JSON.stringify(job.counts)}`);
  return { wallMs, cpuMs: (await usage()).cpuMs - before.cpuMs };
}

function bareRun(work: BareWork): Promise<BareResult> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./bare-loop.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
    child.once('message', (result: BareResult) => resolve(result));
    child.once('exit', (code) => reject(new Error(`The bare loop ended with exit code ${code}`)));
    child.send(work);
  });
}

function report(measured: Record<'bare' | 'rolling' | 'batch', Measured[]>, floorMs: number, commands: number): void {
  const wall = (name: keyof typeof measured) => median(measured[name].map((entry) => entry.wallMs));
  const cpu = (name: keyof typeof measured) => median(measured[name].map((entry) => entry.cpuMs));
  print(
    `${size} routers, ${commands} commands, ${thinkTimeMs} ms think time, ${places} at once; median of ${rounds} rounds\n`,
  );
  row('', 'wall', 'x floor', 'x bare', 'CPU', 'x bare');
  row('floor (think times / places)', seconds(floorMs), ratio(1), '', '', '');
  row(
    'bare ssh2 + p-limit loop',
    seconds(wall('bare')),
    ratio(wall('bare') / floorMs),
    ratio(1),
    seconds(cpu('bare')),
    ratio(1),
  );
  for (const name of ['rolling', 'batch'] as const) {
    const cells = [wall(name) / floorMs, wall(name) / wall('bare')].map(ratio);
    row(`portal, ${name}`, seconds(wall(name)), ...cells, seconds(cpu(name)), ratio(cpu(name) / cpu('bare')));
  }
  print('\nAims for rolling: at most 1.3 x floor, 1.15 x bare wall, 2.5 x bare CPU.');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function ratio(value: number): string {
  return value.toFixed(2);
}
