import type { JobMilestone } from '@/domain/job-milestone';
import type { Prisma } from './generated/client';

/** So many stay behind the reader, for whoever looks into the database. There is one reader so far. */
const KEPT = 10_000;

export interface MilestoneStretch {
  readonly milestones: readonly JobMilestone[];
  /** Where the reader stands after them. */
  readonly position: number;
}

/**
 * What comes next for a reader of the log over all jobs. Its place moves in the transaction that stores what it made of
 * what it read: after a crash nothing is made twice and nothing is left out.
 */
export async function readMilestones(
  tx: Prisma.TransactionClient,
  reader: string,
  limit: number,
): Promise<MilestoneStretch> {
  const from = (await tx.readerCursor.findUnique({ where: { reader } }))?.position ?? 0;
  const rows = await tx.jobMilestone.findMany({
    where: { position: { gt: from } },
    orderBy: { position: 'asc' },
    take: limit,
  });
  const position = rows.at(-1)?.position ?? from;
  if (position > from) {
    await tx.readerCursor.upsert({ where: { reader }, create: { reader, position }, update: { position } });
    await tx.jobMilestone.deleteMany({ where: { position: { lte: position - KEPT } } });
  }
  const milestones = rows.map(({ type, data, counts, ...row }) => ({
    ...row,
    // Written by the job store from an event of domain/event, and nothing else writes this table.
    event: { type, ...JSON.parse(data) } as JobMilestone['event'],
    counts: JSON.parse(counts) as JobMilestone['counts'],
  }));
  return { milestones, position };
}
