import type { JobEvent } from '@/domain/event-schema';
import { FINAL_JOB_STATES, type JobPlan } from '@/domain/job';
import { isMilestone } from '@/domain/job-milestone';
import { initialProgress } from '@/domain/progress';
import type { FlushBatch, JobStore, StoredJob } from '../engine/ports';
import type { Database } from './client';
import {
  insertEvents,
  insertMilestones,
  insertRows,
  selectEvents,
  selectJob,
  selectJobByKey,
  selectLastSeq,
  selectRuns,
  updateBatches,
  updateJob,
  updateRuns,
} from './hot-path';
import { eventOf, eventRow, jobColumns, NEW_RUN_COLUMNS, newJob, newRuns, runColumns, storedJob } from './job-rows';
import { breathe, type SqlValue } from './sql';

/** The engine's memory of jobs in Prisma's tables. */
export function createJobStore(db: Database): JobStore {
  return {
    create: (plan) => create(db, plan),
    load: (jobId) => load(db, jobId),
    append: (batch) => append(db, batch),
    async unfinished() {
      const rows = await db.prisma.job.findMany({
        where: { state: { notIn: FINAL_JOB_STATES } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
    // Whoever asks for events has heard of them, and hears of stored ones only: they are committed.
    async readEvents(jobId, afterSeq, limit, deviceId) {
      return (await selectEvents(db.reads.sql, jobId, afterSeq, limit, deviceId)).map(eventOf);
    },
    async readRuns(jobId, deviceIds, limit) {
      return (await selectRuns(db.reads.sql, jobId, deviceIds, limit)).map(eventOf);
    },
  };
}

async function create({ sql }: Database, plan: JobPlan) {
  const { commands, counts, options, origin, ...columns } = newJob(plan);
  const json = Object.entries({ commands, counts, options, origin }).map(([name, value]) => [
    name,
    JSON.stringify(value),
  ]);
  const job: Record<string, SqlValue> = { ...columns, ...Object.fromEntries(json) };
  const batches = initialProgress(plan).batches.map(({ index, size, state }) => [plan.jobId, index, size, state]);
  return sql.transaction(async (tx) => {
    if (plan.idempotencyKey !== null) {
      const first = await selectJobByKey(tx, plan.createdBy, plan.idempotencyKey);
      if (first !== null) return { jobId: first, created: false };
    }
    await insertRows(tx, 'Job', Object.keys(job), [Object.values(job)]);
    await insertRows(tx, 'JobBatch', ['jobId', 'index', 'size', 'state'], batches, breathe);
    await insertRows(tx, 'JobDevice', NEW_RUN_COLUMNS, newRuns(plan), breathe);
    return { jobId: plan.jobId, created: true };
  });
}

/**
 * May be repeated: what is stored already is left alone, so a flush whose answer was lost on the way (the commit went
 * through, then the call failed) can simply be sent again, alone or as the beginning of a longer one.
 */
async function append({ sql }: Database, batch: FlushBatch): Promise<void> {
  const { jobId, events, devices, progress } = batch;
  const last = events.at(-1);
  if (!last) return;
  // Taken now: the caller's progress goes on changing while this waits for its turn.
  const job = jobColumns(progress, last.seq);
  const runs = devices.map(runColumns);
  const batches = changedBatches(batch);
  await sql.transaction(async (tx) => {
    const stored = await selectLastSeq(tx, jobId);
    if (stored === null) throw new Error(`Job ${jobId} is not stored`);
    if (last.seq <= stored) return;
    const fresh = events.filter((event) => event.seq > stored);
    if (fresh[0]?.seq !== stored + 1 || fresh.length !== last.seq - stored) {
      throw new Error(`Job ${jobId}: expected events from ${stored + 1} to ${last.seq} without a gap`);
    }
    await insertEvents(tx, fresh.map(eventRow));
    if ((await updateRuns(tx, jobId, runs)) !== runs.length) {
      throw new Error(`Job ${jobId}: a flush names a device that is not in the plan`);
    }
    await updateBatches(tx, batches);
    await updateJob(tx, jobId, job);
    await insertMilestones(tx, { jobId, startedAt: job.startedAt, counts: String(job.counts) }, milestones(fresh));
  });
}

/** Rows of `[seq, at, type, data]`. */
const milestones = (events: readonly JobEvent[]): SqlValue[][] =>
  events.filter(isMilestone).map((event) => {
    const [, seq, at, type, , data] = eventRow(event);
    return [seq!, at!, type!, data!];
  });

function changedBatches({ jobId, events, progress }: FlushBatch): SqlValue[][] {
  const indexes = new Set(events.flatMap((event) => ('batch' in event ? [event.batch] : [])));
  return [...indexes].map((index) => {
    const batch = progress.batches[index - 1];
    if (!batch) throw new Error(`Job ${jobId} has no batch ${index}`);
    return [jobId, index, batch.state, batch.startedAt, batch.endedAt];
  });
}

async function load({ reads }: Database, jobId: string): Promise<StoredJob | null> {
  // At once: a flush between two of these reads would give devices that are ahead of their job.
  const rows = await selectJob(reads.sql, jobId);
  return rows && storedJob(rows);
}
