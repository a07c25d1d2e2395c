import type { PrismaClient } from './generated/client';

/** Commands that completed last: they tell how the routers answer now, and are near the end of the index. */
const SAMPLE_COMMANDS = 600;
/** Of earlier jobs, where this one has not come so far. */
const ENOUGH_COMMANDS = 200;

/**
 * Durations of completed commands in milliseconds, by their index in the plan: of this job, and while it has few of the
 * latest other job of the same commands. Null where there is no such job.
 */
export async function commandDurations(prisma: PrismaClient, jobId: string): Promise<Map<number, number[]> | null> {
  const job = await prisma.job.findUnique({ where: { id: jobId }, select: { commandsHash: true } });
  if (!job) return null;
  const times = new Map<number, number[]>();
  const found = await collect(prisma, jobId, times);
  if (found >= ENOUGH_COMMANDS) return times;
  const before = await prisma.job.findFirst({
    where: { commandsHash: job.commandsHash, id: { not: jobId }, state: 'completed' },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  if (before) await collect(prisma, before.id, times);
  return times;
}

async function collect(prisma: PrismaClient, jobId: string, times: Map<number, number[]>): Promise<number> {
  const rows = await prisma.jobEvent.findMany({
    where: { jobId, type: 'command.completed' },
    orderBy: { seq: 'desc' },
    take: SAMPLE_COMMANDS,
    select: { data: true },
  });
  for (const { data } of rows) {
    // Written by `eventRow` from a JobEvent of this type.
    const { index, durationMs } = JSON.parse(data) as { index: number; durationMs: number };
    times.set(index, [...(times.get(index) ?? []), durationMs]);
  }
  return rows.length;
}
