import { chunkLength } from '@/domain/event';
import type { JobEvent } from '@/domain/event-schema';
import { coalesceBySteps, heardInSteps, replayStepMs } from '@/domain/replay';
import type { Database } from './client';
import { selectEventData, selectSteps } from './hot-path';
import { eventOf } from './job-rows';
import { breathe, type SqlRow } from './sql';

/** What a replay needs of a stretch of a job's stored events. */
export interface JobSteps {
  /** Without output, but for how much of it a command in work had been answered; see domain/replay. */
  readonly events: JobEvent[];
  /** Where the next stretch begins; null on the last one. */
  readonly nextSeq: number | null;
  /** Of the job's last stored event. */
  readonly lastSeq: number;
}

/** Output read at a time, in pieces of 32 KiB. */
const OUTPUTS_AT_ONCE = 100;

/** Up to `limit` stored events after `afterSeq`; null where there is no such job. */
export async function jobSteps(
  { prisma, sql }: Database['reads'],
  jobId: string,
  afterSeq: number,
  limit: number,
): Promise<JobSteps | null> {
  const job = await prisma.job.findUnique({
    where: { id: jobId },
    select: { lastSeq: true, startedAt: true, createdAt: true, endedAt: true },
  });
  if (!job) return null;
  const start = Date.parse(job.startedAt ?? job.createdAt);
  const stepMs = replayStepMs({ start, end: job.endedAt ? Date.parse(job.endedAt) : Number.POSITIVE_INFINITY });
  const rows = await selectSteps(sql, jobId, afterSeq, limit);
  const heard = await heardOf(sql, jobId, heardInSteps(rows.map(stepOf), start, stepMs));
  const events = rows.flatMap((row) => {
    if (row.type !== 'command.output') return [eventOf(row)];
    return heard.get(Number(row.seq)) ?? [];
  });
  return {
    events: coalesceBySteps(events, start, stepMs),
    nextSeq: rows.length === limit ? Number(rows.at(-1)!.seq) : null,
    lastSeq: job.lastSeq,
  };
}

const stepOf = ({ seq, at, type, deviceId }: SqlRow) => ({
  seq: Number(seq),
  at: String(at),
  type: type as JobEvent['type'],
  deviceId: deviceId === null ? null : String(deviceId),
});

/** One event for each group, in the place of its last. */
async function heardOf(
  sql: Database['reads']['sql'],
  jobId: string,
  groups: readonly (readonly ReturnType<typeof stepOf>[])[],
): Promise<Map<number, JobEvent>> {
  const seqs = groups.flat().map(({ seq }) => seq);
  const bytes = new Map<number, number>();
  for (let from = 0; from < seqs.length; from += OUTPUTS_AT_ONCE) {
    const stretch = seqs.slice(from, from + OUTPUTS_AT_ONCE);
    // Written by `eventRow` from an event of this type.
    for (const { seq, data } of await selectEventData(sql, jobId, stretch)) {
      bytes.set(Number(seq), chunkLength(JSON.parse(String(data))));
    }
    await breathe();
  }
  return new Map(
    groups.map((group) => {
      const { seq, at, deviceId } = group.at(-1)!;
      const received = group.reduce((sum, one) => sum + (bytes.get(one.seq) ?? 0), 0);
      return [seq, { seq, jobId, at, type: 'device.updated', deviceId: deviceId!, phase: null, received }];
    }),
  );
}
