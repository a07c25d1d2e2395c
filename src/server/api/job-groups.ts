import { areaOfTags, columnOf, type JobGroups } from '@/domain/job-groups';
import type { Services } from './context';
import { notFound } from './errors';

/**
 * Platform, site and area of a job's devices. Not a part of the snapshot: it does not change while the job runs, and the
 * page can be drawn without it. The plan keeps no site; it is the inventory's of today.
 */
export async function jobGroups(services: Services, jobId: string): Promise<JobGroups> {
  const job = await services.engine.read(jobId);
  if (!job) throw notFound(`Job ${jobId}`);
  const { devices } = job.plan;
  const places = await services.devices.places(devices.map(({ deviceId }) => deviceId));
  const placed = devices.map(({ deviceId }) => places.get(deviceId) ?? null);
  return {
    platform: columnOf(devices.map(({ platform }) => platform)),
    site: columnOf(placed.map((place) => place?.site ?? null)),
    area: columnOf(placed.map((place) => (place ? areaOfTags(place.tags) : null))),
  };
}
