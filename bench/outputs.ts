// Searches and groups over the outputs of a large job, against the least that any of them can take: each row read once.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Services } from '../src/server/api/context';
import { outputGroups } from '../src/server/api/output-groups';
import { createOutputIndex } from '../src/server/api/output-index';
import { searchOutputs } from '../src/server/api/output-search';
import { jobOutputs } from '../src/server/engine/job-outputs';
import { systemClock } from '../src/server/engine/system-clock';
import { type StoredOutputs, storeOutputs } from './stored-outputs';
import { median, print, ratio, row, seconds } from './table';

interface Took {
  readonly ms: number;
  /** Of the processor: what others on the machine do counts less. */
  readonly cpuMs: number;
  /** The longest that everything else on the thread had to wait. */
  readonly stallMs: number;
  readonly found: string;
}

export async function outputs({ size, rounds }: { size: number; rounds: number }): Promise<void> {
  const stored = await storeOutputs(size);
  print(
    `\nOutputs of ${size} devices, ${(stored.bytes / 2 ** 20).toFixed(0)} MiB in ${stored.job.plan.commands.length} answers each`,
  );
  row('', 'time', 'processor', 'to floor', 'longest wait', 'found');
  try {
    const asked: [string, () => Promise<string>][] = [
      ['each row read once (floor)', () => readAll(stored)],
      ['text that is rare', () => search(stored, { query: 'exstart', mode: 'text' })],
      ['text that is everywhere', () => search(stored, { query: 'full/dr', mode: 'text' })],
      ['pattern that is rare', () => search(stored, { query: 'EXSTART/\\w+', mode: 'pattern' })],
      ['equal answers of one command', () => groups(stored)],
    ];
    let floor: number | undefined;
    for (const [name, ask] of asked) {
      const took: Took[] = [];
      for (let round = 0; round < rounds; round += 1) took.push(await measured(ask));
      const ms = median(took.map((one) => one.ms));
      const cpuMs = median(took.map((one) => one.cpuMs));
      floor ??= cpuMs;
      const stallMs = Math.max(...took.map((one) => one.stallMs));
      row(
        name,
        seconds(ms),
        seconds(cpuMs),
        ratio(cpuMs / floor),
        ask === asked[0]![1] ? '' : `${stallMs.toFixed(0)} ms`,
        took[0]!.found,
      );
    }
  } finally {
    await stored.remove();
  }
}

async function measured(ask: () => Promise<string>): Promise<Took> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const before = process.cpuUsage();
  const found = await ask();
  const ms = performance.now() - began;
  delay.disable();
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1000, stallMs: delay.max / 1e6, found };
}

async function readAll({ db, job }: StoredOutputs): Promise<string> {
  let [after, bytes] = [0, 0];
  for (;;) {
    const rows = await db.sql.all(
      'SELECT "seq", "data" FROM "JobEvent" WHERE "jobId" = ? AND "seq" > ? ORDER BY "seq" LIMIT 500',
      [job.plan.jobId, after],
    );
    for (const { data } of rows) bytes += String(data).length;
    if (rows.length < 500) return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
    after = Number(rows.at(-1)!.seq);
  }
}

/** A portal's services as far as these requests need them; nothing is remembered from one question to the next. */
function servicesOf({ store, job }: StoredOutputs): Services {
  const outputsOf = jobOutputs(store, job);
  const outputIndex = createOutputIndex({ engine: { outputs: async () => outputsOf }, clock: systemClock });
  return { outputIndex, clock: systemClock } as unknown as Services;
}

async function search(stored: StoredOutputs, query: { query: string; mode: 'text' | 'pattern' }): Promise<string> {
  const services = servicesOf(stored);
  let [cursor, devices] = [null as string | null, 0];
  do {
    const page = await searchOutputs(services, { jobId: stored.job.plan.jobId, limit: 50, cursor, ...query });
    devices += page.devices;
    cursor = page.nextCursor;
  } while (cursor);
  return `${devices} devices`;
}

async function groups(stored: StoredOutputs): Promise<string> {
  const services = servicesOf(stored);
  for (;;) {
    const view = await outputGroups(services, { jobId: stored.job.plan.jobId, command: 3 });
    if (view.complete) return `${view.total} groups`;
  }
}
