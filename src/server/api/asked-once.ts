import type { Services } from './context';

/** What changes slowly and is asked for again and again, by everybody who watches a job. */
const FRESH_MS = 10_000;

interface Asked<T> {
  readonly until: number;
  readonly answer: Promise<T>;
}

/**
 * Answers about jobs that may be up to 10 s old: asked once for all who want to know meanwhile, in each portal by itself. One
 * that failed is asked again; what is too old goes with the next question.
 */
export function askedOnce<T>() {
  const portals = new WeakMap<Services['jobs'], Map<string, Asked<T>>>();
  return ({ jobs, clock }: Services, jobId: string, ask: () => Promise<T>): Promise<T> => {
    const now = clock.now();
    const asked = portals.get(jobs) ?? new Map<string, Asked<T>>();
    portals.set(jobs, asked);
    for (const [id, { until }] of asked) if (until <= now) asked.delete(id);
    const fresh = asked.get(jobId);
    if (fresh) return fresh.answer;
    const answer = ask();
    asked.set(jobId, { until: now + FRESH_MS, answer });
    answer.catch(() => asked.delete(jobId));
    return answer;
  };
}
