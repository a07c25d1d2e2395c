import type { DevicePlatform } from '@/domain/device';
import type { Counts } from '@/domain/event-schema';
import type { DeviceRunState, JobOutcome, JobPlan, JobState, Strategy } from '@/domain/job';
import { type DeviceProgress, percentOf } from '@/domain/progress';
import type { Database } from './client';
import { type CommandDurations, commandDurations } from './command-times';
import type { Prisma } from './generated/client';
import { commandsHash, deviceProgress } from './job-rows';
import { type JobSteps, jobSteps } from './job-steps';
import { decodeCursor, type Page, type PageInput, pageOf, pageSize } from './page';
import { searchKey } from './search-key';

/** A job as lists show it. Times are ISO 8601. */
export interface JobListItem {
  readonly jobId: string;
  readonly title: string;
  readonly state: JobState;
  readonly outcome: JobOutcome | null;
  readonly stateReason: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly totalDevices: number;
  readonly totalBatches: number;
  readonly batchSize: number;
  readonly strategy: Strategy;
  readonly counts: Counts;
  /** Whole percent of devices that have ended. */
  readonly percent: number;
}

/** One device of one job, as it was planned and as far as it has come. */
export interface RunListItem extends DeviceProgress {
  readonly platform: DevicePlatform;
  readonly address: string;
  readonly port: number;
}

export interface JobFilter {
  readonly state?: JobState;
  /** A part of the title, the id or the maker's name, in any case. */
  readonly search?: string;
  /** Those that were made from it. */
  readonly templateId?: string;
}

export interface RunFilter {
  readonly jobId: string;
  readonly state?: DeviceRunState;
  readonly country?: string;
  readonly batch?: number;
  /** A part of the device's name or address, in any case. */
  readonly search?: string;
}

/** Jobs of another pace say nothing about how long one takes. */
type JobPace = Pick<JobPlan, 'batchSize' | 'strategy' | 'devicesPerHour'>;

/** What pages ask about jobs that the engine does not hold in memory. As stored, so up to a flush behind the engine. */
export interface JobQueries {
  /** Newest first. */
  list(input: JobFilter & PageInput): Promise<Page<JobListItem>>;
  /** The newest job of each of these templates that has one. */
  latestByTemplate(templateIds: readonly string[]): Promise<Map<string, JobListItem>>;
  /** In the order of the plan; null where there is no such job. */
  runs(input: RunFilter & PageInput): Promise<Page<RunListItem> | null>;
  /**
   * How long devices took that completed the same command lines, in milliseconds, sorted, from the latest jobs: these
   * devices where enough of them did, else any; empty where these lines have never run. For estimates by domain/pacing.
   */
  typicalDeviceMs(lines: readonly string[], deviceIds: readonly string[]): Promise<number[]>;
  /**
   * How long completed jobs of the same command lines and the same pace took that had half to double as many devices, in
   * milliseconds, sorted.
   */
  typicalJobMs(lines: readonly string[], deviceCount: number, pace: JobPace): Promise<number[]>;
  /**
   * How long commands took, by command and platform: those that completed last, of this job and, where it has few, of the
   * latest one of the same commands. Null where there is no such job.
   */
  commandMs(jobId: string): Promise<readonly CommandDurations[] | null>;
  /** The job that its maker made with this key; null where there is none. */
  byIdempotencyKey(createdBy: string, idempotencyKey: string): Promise<string | null>;
  /** What a replay needs of up to `limit` stored events after `afterSeq`, in order; null where there is no such job. */
  steps(jobId: string, afterSeq: number, limit: number): Promise<JobSteps | null>;
  /** Jobs in each state; states without a job are left out. */
  countByState(): Promise<Partial<Record<JobState, number>>>;
}

/** Enough for steady percentiles, few enough to read at each plan. */
const SAMPLE_DEVICES = 2_000;
const SAMPLE_JOBS = 20;
/** Of the devices of a job so many are asked for; fewer durations than this say nothing about them. */
const SAMPLE_OWN = 500;
const ENOUGH_OWN = 10;

const LISTED = {
  id: true,
  title: true,
  state: true,
  outcome: true,
  stateReason: true,
  createdAt: true,
  createdBy: true,
  startedAt: true,
  endedAt: true,
  totalDevices: true,
  totalBatches: true,
  batchSize: true,
  strategy: true,
  counts: true,
} as const;

function jobListItem({ id, ...row }: Prisma.JobGetPayload<{ select: typeof LISTED }>): JobListItem {
  // The words and the counts were written from the domain's own types.
  const counts = row.counts as unknown as Counts;
  return { jobId: id, ...row, counts, percent: percentOf(counts) } as JobListItem;
}

export function createJobQueries({ prisma: writer, reads }: Database): JobQueries {
  const { prisma } = reads;

  async function durationsOf(jobIds: readonly string[], where: Prisma.JobDeviceWhereInput): Promise<number[]> {
    const durations: number[] = [];
    for (const jobId of jobIds) {
      const rows = await prisma.jobDevice.findMany({
        where: { jobId, state: 'completed', durationMs: { not: null }, ...where },
        orderBy: { position: 'desc' },
        take: SAMPLE_DEVICES - durations.length,
        select: { durationMs: true },
      });
      durations.push(...rows.map((row) => row.durationMs!));
      if (durations.length >= SAMPLE_DEVICES) break;
    }
    return durations.sort((a, b) => a - b);
  }

  return {
    async list(input) {
      const limit = pageSize(input.limit);
      const where: Prisma.JobWhereInput = {
        ...(input.state ? { state: input.state } : {}),
        ...(input.search ? { searchText: { contains: searchKey(input.search) } } : {}),
        ...(input.templateId ? { templateId: input.templateId } : {}),
      };
      const after = decodeCursor<[string, string]>(input.cursor, 'string', 'string');
      const rows = await prisma.job.findMany({
        where: after ? { AND: [where, olderThan(...after)] } : where,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
        select: LISTED,
      });
      const total = await prisma.job.count({ where });
      return pageOf(rows.map(jobListItem), limit, total, (last) => [last.createdAt, last.jobId]);
    },
    async latestByTemplate(templateIds) {
      const latest = new Map<string, JobListItem>();
      for (const templateId of templateIds) {
        const orderBy: Prisma.JobOrderByWithRelationInput[] = [{ createdAt: 'desc' }, { id: 'desc' }];
        const row = await prisma.job.findFirst({ where: { templateId }, orderBy, select: LISTED });
        if (row) latest.set(templateId, jobListItem(row));
      }
      return latest;
    },
    async runs(input) {
      const { jobId, state, country, batch, search } = input;
      if ((await prisma.job.count({ where: { id: jobId } })) === 0) return null;
      const limit = pageSize(input.limit);
      const where: Prisma.JobDeviceWhereInput = {
        jobId,
        ...(state ? { state } : {}),
        ...(country ? { country } : {}),
        ...(batch === undefined ? {} : { batch }),
        ...(search ? { searchText: { contains: searchKey(search) } } : {}),
      };
      const after = decodeCursor<[number]>(input.cursor, 'number');
      const rows = await prisma.jobDevice.findMany({
        where: after ? { AND: [where, { position: { gt: after[0] } }] } : where,
        orderBy: { position: 'asc' },
        take: limit + 1,
      });
      const page = pageOf(rows, limit, await prisma.jobDevice.count({ where }), (last) => [last.position]);
      return {
        ...page,
        items: page.items.map((row) => ({
          ...deviceProgress(row),
          platform: row.platform as DevicePlatform,
          address: row.address,
          port: row.port,
        })),
      };
    },
    async typicalDeviceMs(lines, deviceIds) {
      const jobs = await prisma.job.findMany({
        where: { commandsHash: commandsHash(lines) },
        orderBy: { createdAt: 'desc' },
        take: SAMPLE_JOBS,
        select: { id: true },
      });
      const jobIds = jobs.map(({ id }) => id);
      const step = Math.max(1, Math.floor(deviceIds.length / SAMPLE_OWN));
      const sample = deviceIds.filter((_, i) => i % step === 0).slice(0, SAMPLE_OWN);
      const own = await durationsOf(jobIds, { deviceId: { in: sample } });
      return own.length >= ENOUGH_OWN ? own : durationsOf(jobIds, {});
    },
    async typicalJobMs(lines, deviceCount, { batchSize, strategy, devicesPerHour }) {
      const jobs = await prisma.job.findMany({
        where: {
          commandsHash: commandsHash(lines),
          state: 'completed',
          batchSize,
          strategy,
          devicesPerHour,
          totalDevices: { gte: Math.ceil(deviceCount / 2), lte: deviceCount * 2 },
        },
        orderBy: { createdAt: 'desc' },
        take: SAMPLE_JOBS,
        select: { startedAt: true, endedAt: true },
      });
      return jobs
        .map(({ startedAt, endedAt }) => Date.parse(endedAt ?? '') - Date.parse(startedAt ?? ''))
        .filter(Number.isFinite)
        .sort((a, b) => a - b);
    },
    commandMs: (jobId) => commandDurations(reads, jobId),
    async byIdempotencyKey(createdBy, idempotencyKey) {
      // Decides whether a job is made.
      const job = await writer.job.findFirst({ where: { createdBy, idempotencyKey }, select: { id: true } });
      return job?.id ?? null;
    },
    steps: (jobId, afterSeq, limit) => jobSteps(reads, jobId, afterSeq, limit),
    async countByState() {
      const rows = await prisma.job.groupBy({ by: 'state', _count: true });
      return Object.fromEntries(rows.map((row) => [row.state, row._count]));
    },
  };
}

const olderThan = (createdAt: string, id: string): Prisma.JobWhereInput => ({
  OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }],
});
