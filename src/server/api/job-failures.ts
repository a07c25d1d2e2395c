import type { DevicePlatform } from '@/domain/device';
import type { Failure, FailureKind } from '@/domain/failure';
import type { Services } from './context';
import { notFound } from './errors';

/** Devices of one platform in one country that failed for one cause. */
export interface FailureGroup {
  readonly kind: FailureKind;
  readonly platform: DevicePlatform;
  readonly country: string;
  /** In the order of the plan. */
  readonly deviceIds: readonly string[];
  /** The first of them. */
  readonly sample: { readonly deviceName: string; readonly failure: Failure };
}

/** Answer of `jobs.failures`: cause by platform by country, the largest group first. */
export interface FailuresView {
  readonly total: number;
  readonly groups: readonly FailureGroup[];
}

/** Why devices of a job failed, as it stands. */
export async function jobFailures({ engine }: Services, jobId: string): Promise<FailuresView> {
  const job = await engine.read(jobId);
  if (!job) throw notFound(`Job ${jobId}`);
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
