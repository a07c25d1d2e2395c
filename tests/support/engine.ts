import type { JobEvent } from '@/domain/event-schema';
import { createEngine } from '@/server/engine/engine';
import { createInProcessExecutor } from '@/server/engine/in-process-executor';
import { createMemoryStore } from '@/server/engine/memory-store';
import type { Clock, Connect, Engine, EngineLimits, JobStore, Log, LoginRealms } from '@/server/engine/ports';
import { systemClock } from '@/server/engine/system-clock';

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

export const testLimits: EngineLimits = {
  maxSessions: 500,
  maxOutputBytes: 1024 * 1024,
  // Guards: a test that waits for a clock sets it.
  clocks: { connectMs: 60_000, handshakeMs: 60_000, promptMs: 60_000, commandIdleMs: 60_000, deviceTotalMs: 120_000 },
};

export interface EngineOptions {
  readonly connect: Connect;
  readonly store?: JobStore;
  readonly clock?: Clock;
  readonly limits?: Partial<EngineLimits>;
  readonly realms?: LoginRealms;
}

/** The engine with a real executor and a store in memory. */
export function engineOf(options: EngineOptions): Engine {
  const clock = options.clock ?? systemClock;
  return createEngine({
    executor: createInProcessExecutor({ connect: options.connect, clock, log: silentLog }),
    store: options.store ?? createMemoryStore(),
    ...(options.realms ? { realms: options.realms } : {}),
    clock,
    log: silentLog,
    limits: { ...testLimits, ...options.limits },
  });
}

/** Every event of a job until its last. */
export async function allEvents(engine: Engine, jobId: string, afterSeq = 0): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for await (const stretch of engine.events(jobId, afterSeq, new AbortController().signal)) events.push(...stretch);
  return events;
}
