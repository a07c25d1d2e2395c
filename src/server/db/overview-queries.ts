import type { Counts } from '@/domain/event-schema';
import { DEVICE_RUN_STATES, type DeviceRunState, FINAL_JOB_STATES } from '@/domain/job';
import type { JobRecord } from '@/domain/job-record-schema';
import type { Database } from './client';

/** How the last job that tried devices of a country ended there. `endedAt` is ISO 8601. */
export interface CountryOutcome {
  readonly country: string;
  readonly jobId: string;
  readonly title: string;
  readonly endedAt: string;
  readonly counts: Counts;
}

/** A credential that the guard took out of a job, and that has neither been changed nor logged in well since. */
export interface SuspendedCredential {
  readonly credentialId: string;
  readonly name: string;
  readonly failedLogins: number;
  readonly at: string;
  readonly jobId: string;
  readonly title: string;
}

/** What the overview asks beside the lists of jobs and devices. As stored, so up to a flush behind the engine. */
export interface OverviewQueries {
  /** One for each country of the inventory that one of the latest ended jobs tried devices in, by country. */
  countries(): Promise<readonly CountryOutcome[]>;
  /** Newest first. */
  suspendedCredentials(): Promise<readonly SuspendedCredential[]>;
}

/** Older ones say nothing of today. */
const LATEST_JOBS = 30;
/** A job that has ended does not change; each is counted once. */
const MAX_REMEMBERED = 60;

type ByCountry = ReadonlyMap<string, Counts>;

export function createOverviewQueries({ reads: { prisma } }: Database): OverviewQueries {
  const remembered = new Map<string, ByCountry>();

  async function countsOf(jobId: string): Promise<ByCountry> {
    const known = remembered.get(jobId);
    if (known) return known;
    const rows = await prisma.jobDevice.groupBy({ by: ['country', 'state'], where: { jobId }, _count: true });
    const counted = new Map<string, Record<DeviceRunState | 'total', number>>();
    for (const { country, state, _count } of rows) {
      const counts = counted.get(country) ?? noDevices();
      counts[state as DeviceRunState] += _count;
      counts.total += _count;
      counted.set(country, counts);
    }
    if (remembered.size >= MAX_REMEMBERED) remembered.delete(remembered.keys().next().value!);
    remembered.set(jobId, counted);
    return counted;
  }

  return {
    async countries() {
      const inventory = await prisma.device.groupBy({ by: ['country'] });
      const open = new Set(inventory.map(({ country }) => country));
      const jobs = await prisma.job.findMany({
        where: { state: { in: [...FINAL_JOB_STATES] }, endedAt: { not: null } },
        orderBy: { endedAt: 'desc' },
        take: LATEST_JOBS,
        select: { id: true, title: true, endedAt: true },
      });
      const found: CountryOutcome[] = [];
      for (const { id: jobId, title, endedAt } of jobs) {
        if (open.size === 0) break;
        for (const [country, counts] of await countsOf(jobId)) {
          // Where nothing was tried the job before it says more.
          const tried = counts.completed + counts.failed + counts.unknown > 0;
          if (tried && open.delete(country)) found.push({ country, jobId, title, endedAt: endedAt!, counts });
        }
      }
      return found.sort((a, b) => a.country.localeCompare(b.country));
    },

    async suspendedCredentials() {
      const jobs = await prisma.job.findMany({
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: LATEST_JOBS,
        select: { id: true, title: true, record: true },
      });
      const found: SuspendedCredential[] = [];
      const seen = new Set<string>();
      for (const [place, { id: jobId, title, record }] of jobs.entries()) {
        const later = jobs.slice(0, place).map(({ id }) => id);
        for (const { credentialId, failedLogins, at } of suspendedIn(record)) {
          if (seen.has(credentialId)) continue;
          seen.add(credentialId);
          const name = await nameWhileSuspect(credentialId, at, later);
          if (name !== null) found.push({ credentialId, name, failedLogins, at, jobId, title });
        }
      }
      return found.sort((a, b) => b.at.localeCompare(a.at));
    },
  };

  /** Null where it was deleted, or changed since, or a device of a later job took it. */
  async function nameWhileSuspect(credentialId: string, at: string, later: readonly string[]): Promise<string | null> {
    const credential = await prisma.credential.findUnique({
      where: { id: credentialId },
      select: { name: true, updatedAt: true },
    });
    if (!credential || credential.updatedAt.toISOString() > at) return null;
    const taken = await prisma.jobDevice.findFirst({
      where: { jobId: { in: [...later] }, state: 'completed', credentialId },
      select: { jobId: true },
    });
    return taken ? null : credential.name;
  }
}

const noDevices = () =>
  Object.fromEntries([...DEVICE_RUN_STATES, 'total'].map((key) => [key, 0])) as Record<
    DeviceRunState | 'total',
    number
  >;

// Written from the domain's own type.
const suspendedIn = (record: unknown): JobRecord['suspended'] => (record as JobRecord | null)?.suspended ?? [];
