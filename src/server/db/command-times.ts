import type { DevicePlatform } from '@/domain/device';
import type { Database } from './client';
import { selectCommandEnds } from './hot-path';

/** Commands that completed last: they tell how the routers answer now, and are near the end of the index. */
const SAMPLE_COMMANDS = 2_000;
/** Of one command on one platform; with fewer, those of the job before count as well. */
const ENOUGH_COMMANDS = 20;

/** How long one command took on devices of one platform (as planned), in milliseconds. */
export interface CommandDurations {
  /** 0-based, in the plan. */
  readonly index: number;
  readonly platform: DevicePlatform;
  readonly durations: readonly number[];
}

/**
 * Durations of the commands that completed last: of this job, and where it has few of a platform, of the latest other job
 * of the same commands. Null where there is no such job.
 */
export async function commandDurations(
  { prisma, sql }: Database['reads'],
  jobId: string,
): Promise<CommandDurations[] | null> {
  const job = await prisma.job.findUnique({ where: { id: jobId }, select: { commandsHash: true } });
  if (!job) return null;
  const own = await collect(sql, jobId);
  const before = await prisma.job.findFirst({
    where: { commandsHash: job.commandsHash, id: { not: jobId }, state: 'completed' },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  });
  const earlier = before ? await collect(sql, before.id) : new Map<string, CommandDurations>();
  return [...new Set([...own.keys(), ...earlier.keys()])].map((key) => {
    const [mine, theirs] = [own.get(key), earlier.get(key)];
    if (!mine || !theirs) return (mine ?? theirs)!;
    if (mine.durations.length >= ENOUGH_COMMANDS) return mine;
    return { ...mine, durations: [...mine.durations, ...theirs.durations] };
  });
}

async function collect(sql: Database['reads']['sql'], jobId: string): Promise<Map<string, CommandDurations>> {
  const times = new Map<string, { index: number; platform: DevicePlatform; durations: number[] }>();
  for (const row of await selectCommandEnds(sql, jobId, SAMPLE_COMMANDS)) {
    // Written by `eventRow` from an event of this type; the platform from a plan.
    const { index, durationMs } = JSON.parse(String(row.data)) as { index: number; durationMs: number };
    const platform = row.platform as DevicePlatform;
    const key = `${index} ${platform}`;
    const known = times.get(key);
    if (known) known.durations.push(durationMs);
    else times.set(key, { index, platform, durations: [durationMs] });
  }
  return times;
}
