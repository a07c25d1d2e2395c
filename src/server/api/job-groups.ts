import type { JobPlan } from '@/domain/job';
import { columnOf } from '@/domain/job-groups';
import type { JobGroups } from '@/domain/job-groups-schema';
import type { Services } from './context';
import { readJob } from './read-job';

/**
 * Platform, site and area of a job's devices. Not a part of the snapshot: it does not change while the job runs, and the
 * page can be drawn without it. A job that is older than the places in its plan has those of the inventory of today.
 */
export async function jobGroups(services: Services, jobId: string): Promise<JobGroups> {
  const job = await readJob(services, jobId);
  const { plan } = job;
  const known = groupsOf.get(plan);
  if (known) return known;
  const { devices } = plan;
  const unplaced = devices.flatMap(({ deviceId, place }) => (place === null ? [deviceId] : []));
  const today = await services.devices.places(unplaced);
  const places = devices.map(({ deviceId, place }) => place ?? today.get(deviceId) ?? null);
  const groups = {
    platform: columnOf(devices.map(({ platform }) => platform)),
    site: columnOf(places.map((place) => place?.site ?? null)),
    area: columnOf(places.map((place) => place?.area ?? null)),
  };
  if (unplaced.length === 0) groupsOf.set(plan, groups);
  return groups;
}

/** Of plans that have all places, and so never change: each page of a job asks for them. */
const groupsOf = new WeakMap<JobPlan, JobGroups>();
