import { z } from 'zod';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { FAILURE_KINDS } from '@/domain/failure';
import { failureSchema } from '@/domain/failure-schema';
import { type Answer, countSchema } from './answer';
import type { Services } from './context';
import { readJob } from './read-job';

/** Devices of one platform in one country that failed for one cause. */
const failureGroupSchema = z.object({
  kind: z.enum(FAILURE_KINDS),
  platform: z.enum(DEVICE_PLATFORMS),
  country: z.string(),
  deviceIds: z.array(z.string()).describe('In the order of the plan'),
  sample: z.object({ deviceName: z.string(), failure: failureSchema }).describe('The first of them'),
});
export type FailureGroup = Answer<typeof failureGroupSchema>;

/** Answer of `jobs.failures`: cause by platform by country, the largest group first. */
export const failuresSchema = z.object({ total: countSchema, groups: z.array(failureGroupSchema) });
export type FailuresView = Answer<typeof failuresSchema>;

/** Why devices of a job failed, as it stands. */
export async function jobFailures(services: Services, jobId: string): Promise<FailuresView> {
  const job = await readJob(services, jobId);
  const groups = new Map<string, FailureGroup & { deviceIds: string[] }>();
  let total = 0;
  for (const [position, { deviceId, deviceName, failure, country }] of job.progress.devices.entries()) {
    if (!failure) continue;
    total += 1;
    const { kind } = failure;
    const { platform } = job.plan.devices[position]!;
    const key = `${kind} ${platform} ${country}`;
    const group = groups.get(key);
    if (group) group.deviceIds.push(deviceId);
    else groups.set(key, { kind, platform, country, deviceIds: [deviceId], sample: { deviceName, failure } });
  }
  return { total, groups: [...groups.values()].sort((a, b) => b.deviceIds.length - a.deviceIds.length) };
}
