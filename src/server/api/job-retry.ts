import { z } from 'zod';
import { DEVICE_PLATFORMS } from '@/domain/device';
import { FAILURE_KINDS } from '@/domain/failure';
import type { FailureKind } from '@/domain/failure-schema';
import type { DeviceRunState, PlannedDevice } from '@/domain/job';
import { isFinalJobState } from '@/domain/job';
import type { Canary } from '@/domain/job-options-schema';
import { inBatches } from '@/domain/job-order';
import { NO_ORIGIN } from '@/domain/job-origin';
import type { DeviceProgress } from '@/domain/progress';
import type { StoredJob } from '../engine/ports';
import { badInput, conflict } from './errors';
import { idSchema } from './input';
import { planAgain } from './job-commands';
import type { ActingContext } from './job-control';
import { jobCallShape } from './job-input';
import { jobOfKey, startJob } from './job-plan';
import type { CreatedJob } from './job-plan-view';
import { selectDevices } from './job-selection';
import { readJob } from './read-job';

export const RETRY_SCOPES = ['failed', 'unfinished', 'batch'] as const;

export const retryInputSchema = z
  .strictObject({
    jobId: idSchema,
    /** `failed`: failed devices. `unfinished`: all that did not complete. `batch`: those of one batch that did not. */
    scope: z.enum(RETRY_SCOPES, `expected one of: ${RETRY_SCOPES.join(', ')}`),
    batch: z.number().int().positive().optional(),
    /** Of those in scope only the ones that failed for this cause, of this platform, in this country. */
    failure: z.enum(FAILURE_KINDS as [FailureKind, ...FailureKind[]], 'expected a kind of failure').optional(),
    platform: z.enum(DEVICE_PLATFORMS).optional(),
    country: z.string().trim().toUpperCase().length(2, 'expected two letters').optional(),
    confirmDevices: jobCallShape.confirmDevices,
    /** As in `jobs.create`: a retry whose answer was lost can be sent again, and reaches no device twice. */
    idempotencyKey: jobCallShape.idempotencyKey,
  })
  .refine(({ scope, batch }) => (scope === 'batch') === (batch !== undefined), {
    path: ['batch'],
    message: 'expected the number of a batch with scope batch, and none otherwise',
  });

/**
 * A new job with the commands, pace and order of an ended one, for some of its devices as the inventory has them now;
 * devices that completed, or that were deleted meanwhile, are left out. Devices in `unknown` (a changing line may have
 * taken effect) are part of `unfinished`: naming that scope is the decision.
 */
export async function retryJob(ctx: ActingContext, input: z.infer<typeof retryInputSchema>): Promise<CreatedJob> {
  const idempotencyKey = input.idempotencyKey ?? null;
  const earlier = await jobOfKey(ctx, idempotencyKey);
  if (earlier) return earlier;
  const job = await readJob(ctx.services, input.jobId);
  const { plan, progress } = job;
  if (!isFinalJobState(progress.state)) throw conflict(`Cannot retry this job yet: it is ${progress.state}`);
  const inScope = (device: { state: DeviceRunState; batch: number }) => {
    if (input.scope === 'failed') return device.state === 'failed';
    return device.state !== 'completed' && (input.scope === 'unfinished' || device.batch === input.batch);
  };
  const isNamed = (device: DeviceProgress, planned: PlannedDevice) =>
    (!input.failure || device.failure?.kind === input.failure) &&
    (!input.platform || planned.platform === input.platform) &&
    (!input.country || device.country === input.country);
  const inJob = progress.devices
    .filter((device, at) => inScope(device) && isNamed(device, plan.devices[at]!))
    .map(({ deviceId }) => deviceId);
  const known = await ctx.services.devices.selectByIds(inJob);
  const gone = new Set(known.ok ? [] : known.unknown);
  const deviceIds = inJob.filter((id) => !gone.has(id));
  if (deviceIds.length === 0) {
    throw badInput(
      input.scope === 'batch' ? 'batch' : 'scope',
      'expected one that holds at least one device which did not complete and is still in the inventory',
    );
  }
  const { batchSize, strategy, devicesPerHour } = plan;
  const options = { ...plan.options, canary: canaryOfRetry(job, deviceIds.length) };
  const { devices: selected } = await selectDevices(ctx.services, { deviceIds });
  const commands = planAgain(plan.commands, selected);
  if (commands.some(({ kind }) => kind === 'change') && input.confirmDevices !== deviceIds.length) {
    throw badInput('confirmDevices', `expected ${deviceIds.length}, the number of devices that would be changed`);
  }
  const devices = inBatches(selected, batchSize, options);
  const draft = { commands, devices, batchSize, strategy, devicesPerHour, options, origin: NO_ORIGIN };
  return startJob(ctx, draft, {
    title: `Retry: ${plan.title}`.slice(0, 120),
    idempotencyKey,
    retryOf: plan.jobId,
  });
}

/** No further canary where one has passed, and none that would be the whole of the new job. */
function canaryOfRetry({ plan, progress }: StoredJob, devices: number): Canary | null {
  const { canary } = plan.options;
  if (canary === null || progress.record.canary === 'passed') return null;
  return canary.size !== null && canary.size >= devices ? null : canary;
}
