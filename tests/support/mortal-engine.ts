import { ok } from '@/domain/result';
import type { Connect, Engine, JobStore, Session } from '@/server/engine/ports';
import { type EngineOptions, engineOf } from './engine';

const forever = new Promise<never>(() => {});

/**
 * An engine that can be killed as kill -9 does it: nothing more reaches its store or its routers, nobody is told, and
 * the routers see their sessions cut.
 */
export function mortalEngine(options: EngineOptions & { readonly store: JobStore }): { engine: Engine; kill(): void } {
  const death = new AbortController();
  const sessions = new Set<Session>();
  const alive = async <T>(work: () => Promise<T>): Promise<T> => {
    if (death.signal.aborted) return forever;
    const result = await work();
    return death.signal.aborted ? forever : result;
  };

  const connect: Connect = (target, given) =>
    alive(async () => {
      const signal = AbortSignal.any([given.signal, death.signal]);
      const opened = await options.connect(target, { ...given, signal });
      if (!opened.ok) return opened;
      const inner = opened.value;
      if (death.signal.aborted) await inner.close();
      sessions.add(inner);
      return ok({
        platform: inner.platform,
        async *run(line) {
          if (death.signal.aborted) await forever;
          const answer = inner.run(line);
          let step = await alive(() => answer.next());
          while (!step.done) {
            yield step.value;
            step = await alive(() => answer.next());
          }
          return step.value;
        },
        close: () =>
          alive(() => {
            sessions.delete(inner);
            return inner.close();
          }),
      });
    });

  const { store } = options;
  const engine = engineOf({
    ...options,
    connect,
    store: {
      create: (plan) => alive(() => store.create(plan)),
      load: (jobId) => alive(() => store.load(jobId)),
      unfinished: () => alive(() => store.unfinished()),
      append: (batch) => alive(() => store.append(batch)),
      readEvents: (...args) => alive(() => store.readEvents(...args)),
      readRuns: (...args) => alive(() => store.readRuns(...args)),
    },
  });
  return {
    engine,
    kill() {
      death.abort();
      for (const session of sessions) void session.close();
    },
  };
}
