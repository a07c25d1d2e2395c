// Routers in a process of their own, the portal in another, and the inventory filled.
import { randomBytes } from 'node:crypto';
import { inventoryCsv } from '../lab/inventory-csv';
import { type LabProcess, startLabProcess } from '../lab/lab-process';
import type { Strategy } from '../src/domain/job';
import { type BenchPortal, startBenchPortal } from './portal';

export interface BenchStage {
  readonly lab: LabProcess;
  readonly portal: BenchPortal;
  readonly login: { readonly username: string; readonly password: string };
  /** The five everyday commands. */
  readonly commands: string[];
  /** One job over all routers, watched as a page watches it. Throws unless every device completed. */
  run(strategy: Strategy, batchSize: number): Promise<Measured>;
  close(): Promise<void>;
}

export interface Measured {
  readonly wallMs: number;
  /** Of the portal's process, user and system. */
  readonly cpuMs: number;
  /** Event-loop delay, 99th percentile over the run. */
  readonly stallP99Ms: number;
}

export async function openStage(
  size: number,
  thinkTimeMs: number,
  settings: Record<string, string> = {},
  thinkTimeSpread = 0,
) {
  const login = { username: 'bench', password: randomBytes(12).toString('base64url') };
  const lab = await startLabProcess({ seed: 1, size, thinkTimeMs, thinkTimeSpread, ...login });
  const portal = await startBenchPortal(settings);
  const { trpc, ended } = portal.client;
  await trpc.credentials.create.mutate({ name: 'bench', ...login });
  const content = inventoryCsv(lab.routers, { credential: 'bench' });
  await trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
  const catalogue = await trpc.commands.catalogue.query();
  const commands = catalogue.flatMap((command) => (command.everyday ? (command.lines.cisco_ios ?? []) : []));
  const stage: BenchStage = {
    lab,
    portal,
    login,
    commands,
    async run(strategy, batchSize) {
      const before = await portal.usage();
      const startedAt = performance.now();
      const { jobId } = await trpc.jobs.create.mutate({ filter: { all: true }, commands, batchSize, strategy });
      await ended(jobId);
      const wallMs = performance.now() - startedAt;
      const job = await trpc.jobs.get.query({ jobId });
      if (job.outcome !== 'ok') throw new Error(`The job ended ${job.outcome}: ${JSON.stringify(job.counts)}`);
      const after = await portal.usage();
      return { wallMs, cpuMs: after.cpuMs - before.cpuMs, stallP99Ms: after.stallP99Ms };
    },
    async close() {
      await portal.stop();
      await lab.close();
    },
  };
  return stage;
}
