import type { Services } from './context';

interface Asked<T> {
  readonly until: number;
  readonly answer: Promise<T>;
}

/**
 * What everybody who watches a job asks for again and again, and may be up to `freshMs` old: asked once for all who want to
 * know meanwhile, in each portal by itself. One that failed is asked again; what is too old goes with the next question.
 */
export function askedOnce<T>(freshMs: number) {
  const portals = new WeakMap<Services['jobs'], Map<string, Asked<T>>>();
  return ({ jobs, clock }: Services, about: string, ask: () => Promise<T>): Promise<T> => {
    const now = clock.now();
    const asked = portals.get(jobs) ?? new Map<string, Asked<T>>();
    portals.set(jobs, asked);
    for (const [id, { until }] of asked) if (until <= now) asked.delete(id);
    const fresh = asked.get(about);
    if (fresh) return fresh.answer;
    const answer = ask();
    asked.set(about, { until: now + freshMs, answer });
    answer.catch(() => asked.delete(about));
    return answer;
  };
}
