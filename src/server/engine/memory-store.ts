import type { JobEvent } from '@/domain/event-schema';
import { isFinalJobState, type JobPlan } from '@/domain/job';
import { applyEvent, forkProgress, initialProgress, type JobProgress } from '@/domain/progress';
import type { JobStore } from './ports';

interface Entry {
  readonly plan: JobPlan;
  readonly events: JobEvent[];
  readonly progress: JobProgress;
}

/** A store that lasts as long as the process: the command line, tests, and the proof that the engine needs no database. */
export function createMemoryStore(): JobStore {
  const jobs = new Map<string, Entry>();

  function entry(jobId: string): Entry {
    const found = jobs.get(jobId);
    if (!found) throw new Error(`There is no job ${jobId}`);
    return found;
  }

  return {
    async create(plan) {
      const same = [...jobs.values()].find(
        ({ plan: other }) =>
          plan.idempotencyKey !== null &&
          other.idempotencyKey === plan.idempotencyKey &&
          other.createdBy === plan.createdBy,
      );
      if (same) return { jobId: same.plan.jobId, created: false };
      jobs.set(plan.jobId, { plan, events: [], progress: initialProgress(plan) });
      return { jobId: plan.jobId, created: true };
    },
    async load(jobId) {
      const found = jobs.get(jobId);
      return found ? { plan: found.plan, progress: forkProgress(found.progress) } : null;
    },
    async unfinished() {
      return [...jobs.values()]
        .filter(({ progress }) => !isFinalJobState(progress.state))
        .map(({ plan }) => plan.jobId);
    },
    async append({ jobId, events }) {
      const job = entry(jobId);
      for (const event of events) {
        if (event.seq <= job.progress.seq) continue;
        if (event.seq !== job.progress.seq + 1) throw new Error(`Event ${event.seq} of ${jobId} leaves a gap`);
        applyEvent(job.progress, event);
        job.events.push(event);
      }
    },
    async readEvents(jobId, afterSeq, limit, deviceId) {
      const { events } = entry(jobId);
      if (deviceId === undefined) return events.slice(afterSeq, afterSeq + limit);
      return events
        .slice(afterSeq)
        .filter((event) => 'deviceId' in event && event.deviceId === deviceId)
        .slice(0, limit);
    },
    async readRuns(jobId, deviceIds, limit) {
      const { events } = entry(jobId);
      const own = (deviceId: string) => events.filter((event) => 'deviceId' in event && event.deviceId === deviceId);
      return [...deviceIds].sort().flatMap(own).slice(0, limit);
    },
  };
}
