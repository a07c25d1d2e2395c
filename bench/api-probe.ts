// Somebody who uses the portal meanwhile: a request each INTERVAL_MS whether the last one was answered or not, timed from
// when it was due, so that a portal that stands still is not asked less often.
import type { BenchPortal } from './portal';

const INTERVAL_MS = 25;

export interface Probed {
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly unanswered: number;
}

/** Asks `/healthz` and `jobs.list` in turns for as long as the work takes. */
export async function probeWhile({ client, url }: BenchPortal, work: () => Promise<void>): Promise<Probed> {
  const answers: Promise<number>[] = [];
  let unanswered = 0;
  const ask = async () => {
    const due = performance.now();
    try {
      if (answers.length % 2 === 0) await (await fetch(`${url}/healthz`)).text();
      else await client.trpc.jobs.list.query({ limit: 10 });
    } catch {
      // Given up after ten seconds without a connection: the time counts.
      unanswered += 1;
    }
    return performance.now() - due;
  };
  const timer = setInterval(() => answers.push(ask()), INTERVAL_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  const times = (await Promise.all(answers)).sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), max: at(1), unanswered };
}
