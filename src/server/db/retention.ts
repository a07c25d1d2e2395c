import { FINAL_JOB_STATES } from '@/domain/job';
import type { Database } from './client';
import { breathe } from './sql';

export interface RetentionLimits {
  /** Jobs that ended longer ago are deleted; null keeps them. */
  readonly maxAgeMs: number | null;
  /** While the database holds more bytes, the jobs that ended first are deleted; null is no bound. */
  readonly maxBytes: number | null;
}

export interface Retention {
  /** Deletes ended jobs that are too old or too much, with all that belongs to them; returns their ids. Never a running one. */
  sweep(now: number): Promise<string[]>;
}

/** Rows per statement, so that other work comes in between. */
const EVENTS_AT_ONCE = 5_000;
const JOBS_AT_ONCE = 50;

export function createRetention({ prisma, sql }: Database, limits: RetentionLimits): Retention {
  const ended = { state: { in: [...FINAL_JOB_STATES] } };
  const oldest = { orderBy: [{ endedAt: 'asc' as const }, { id: 'asc' as const }], select: { id: true } };

  async function remove(jobId: string): Promise<void> {
    let deleted = EVENTS_AT_ONCE;
    while (deleted === EVENTS_AT_ONCE) {
      const some = 'SELECT "seq" FROM "JobEvent" WHERE "jobId" = ? ORDER BY "seq" LIMIT ?';
      deleted = await sql.run(`DELETE FROM "JobEvent" WHERE "jobId" = ? AND "seq" IN (${some})`, [
        jobId,
        jobId,
        EVENTS_AT_ONCE,
      ]);
      await breathe();
    }
    await prisma.job.delete({ where: { id: jobId } });
  }

  /** Pages in use; those that deletions freed are used again and do not count. */
  async function usedBytes(): Promise<number> {
    const value = async (name: string) => Number(Object.values((await sql.all(`PRAGMA ${name}`))[0] ?? {})[0]);
    return ((await value('page_count')) - (await value('freelist_count'))) * (await value('page_size'));
  }

  return {
    async sweep(now) {
      const removed: string[] = [];
      const before = limits.maxAgeMs === null ? null : new Date(now - limits.maxAgeMs).toISOString();
      while (before !== null) {
        const jobs = await prisma.job.findMany({
          where: { ...ended, endedAt: { lt: before } },
          ...oldest,
          take: JOBS_AT_ONCE,
        });
        for (const { id } of jobs) await remove(id);
        removed.push(...jobs.map(({ id }) => id));
        if (jobs.length < JOBS_AT_ONCE) break;
      }
      while (limits.maxBytes !== null && (await usedBytes()) > limits.maxBytes) {
        const [job] = await prisma.job.findMany({ where: ended, ...oldest, take: 1 });
        if (!job) break;
        await remove(job.id);
        removed.push(job.id);
      }
      return removed;
    },
  };
}
