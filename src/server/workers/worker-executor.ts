import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ConnectionReport } from '@/domain/connection-test';
import type { EventBody } from '@/domain/event-schema';
import type { Failure } from '@/domain/failure-schema';
import type { Clock, ConnectionTest, DeviceWork, Executor, Log, LoginWatch, SessionMeter } from '@/server/engine/ports';
import { RunTrace } from '@/server/engine/run-trace';
import type { DeskPorts } from './answer-question';
import type { WorkerSettings } from './messages';
import { untested } from './remote-test';
import { WorkerPool } from './worker-pool';

export interface WorkerExecutorOptions {
  /** Threads, from 1. Never more than `handshakesAtOnce`. */
  readonly workers: number;
  /** `handshakesAtOnce` is for all threads together. */
  readonly settings: WorkerSettings;
  readonly ports: DeskPorts;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter?: SessionMeter;
  /** The file that a thread starts with; default: the one beside this file. */
  readonly entry?: URL;
}

/** One core is left to the API and the pages; more than eight threads would wait for the one that stores their events. */
export const defaultWorkers = (): number => Math.min(Math.max(availableParallelism() - 1, 1), 8);

const STOPPED: Failure = { kind: 'connection_lost', detail: 'The portal stopped' };

/** Devices run in worker threads: key exchanges and parsing never keep the thread of the API waiting. */
export function createWorkerExecutor(options: WorkerExecutorOptions): Executor {
  const { workers, settings, clock } = options;
  const entry = options.entry ?? workerEntry(import.meta.url);
  if (!existsSync(entry)) throw new Error(`There is no ${fileURLToPath(entry)}: run \`npm run build\` first`);
  const pool = new WorkerPool({ ...options, entry, settings: shares(settings, workers) });

  /** The first jump host on the way; all that goes through it shares one connection. */
  async function bastionOf(jumpHostId: string | null): Promise<string | null> {
    if (jumpHostId === null) return null;
    // An error of the store is met again, and dealt with, where the device connects.
    const jumpHost = await options.ports.jumpHosts.find(jumpHostId).catch(() => null);
    return jumpHost?.viaId ?? jumpHostId;
  }

  async function* run(work: DeviceWork, signal: AbortSignal, logins?: LoginWatch): AsyncGenerator<EventBody> {
    const bastion = await bastionOf(work.target.jumpHostId);
    const remote = await pool.start(bastion, signal, (thread) => thread.run(work, bastion, signal, logins));
    if (remote) yield* remote.started.events();
    else yield* new RunTrace(work, clock).ends(STOPPED, signal);
  }

  async function test(test: ConnectionTest, signal: AbortSignal): Promise<ConnectionReport> {
    const { subject } = test;
    const bastion = await bastionOf(subject.kind === 'device' ? subject.target.jumpHostId : subject.jumpHostId);
    const remote = await pool.start(bastion, signal, (thread) => ({ report: thread.test(test, bastion, signal) }));
    return remote ? remote.started.report : untested(STOPPED);
  }
  return { run, test, threads: () => pool.count(), close: () => pool.close() };
}

/** `dist/worker.js` beside the built server; from its sources a file that brings the loader along. */
function workerEntry(here: string): URL {
  return new URL(here.endsWith('.ts') ? './from-source.mjs' : './worker.js', here);
}

/** Shares the key exchanges out, so that all threads together keep the bound. */
function shares(settings: WorkerSettings, workers: number): WorkerSettings[] {
  const count = Math.min(workers, settings.handshakesAtOnce);
  return Array.from({ length: count }, (_, index) => ({
    ...settings,
    handshakesAtOnce: Math.floor((settings.handshakesAtOnce + count - 1 - index) / count),
  }));
}
