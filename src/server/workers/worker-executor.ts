import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { EventBody } from '@/domain/event';
import type { Failure } from '@/domain/failure';
import type { Clock, DeviceWork, Executor, Log, LoginWatch } from '@/server/engine/ports';
import { RunTrace } from '@/server/engine/run-trace';
import type { DeskPorts } from './answer-question';
import type { WorkerSettings } from './messages';
import { untested } from './remote-tests';
import { WorkerPool } from './worker-pool';

export interface WorkerExecutorOptions {
  /** Threads, from 1. Never more than `handshakesAtOnce`. */
  readonly workers: number;
  /** `handshakesAtOnce` is for all threads together. */
  readonly settings: WorkerSettings;
  readonly ports: DeskPorts;
  readonly clock: Clock;
  readonly log: Log;
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

  async function* run(work: DeviceWork, signal: AbortSignal, logins?: LoginWatch): AsyncGenerator<EventBody> {
    const remote = await pool.start(work, signal, logins);
    if (remote) yield* remote.events();
    else yield* new RunTrace(work, clock).ends(STOPPED, signal);
  }
  return {
    run,
    test: async (test, signal) => (await pool.test(test, signal)) ?? untested(STOPPED),
    close: () => pool.close(),
  };
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
