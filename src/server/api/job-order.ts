import { z } from 'zod';
import { STRATEGIES } from '@/domain/job';
import { namedOriginSchema, selectionFilterSchema } from '@/domain/job-origin';
import { type Answer, countSchema } from './answer';
import type { Services } from './context';
import { notFound } from './errors';
import { jobOptionsShape, optionsInputOf } from './job-options-input';
import { defaultTitle } from './job-plan';

/** Answer of `jobs.order`: what was ordered, in the fields of `jobs.create`, and what has become of it. */
export const jobOrderSchema = z.object({
  jobId: z.string(),
  title: z.string().nullable().describe('Null where nobody gave the job one of its own'),
  settings: z
    .object({
      commands: z.array(z.string()),
      batchSize: countSchema,
      strategy: z.enum(STRATEGIES),
      devicesPerHour: z.number().nullable().describe('Null is no limit'),
      ...jobOptionsShape,
    })
    .describe('All of the input but title and selection'),
  selection: z
    .object({
      filter: selectionFilterSchema.nullable(),
      group: namedOriginSchema.extend({ exists: z.boolean().describe('False where it was deleted since') }).nullable(),
    })
    .nullable()
    .describe('How the devices were selected; null: one by one'),
  deviceIds: z.array(z.string()).describe('Devices of the plan that the inventory still has, in the order of the plan'),
  gone: z.array(z.object({ deviceId: z.string(), name: z.string() })).describe('Those that it no longer has'),
});
export type JobOrderView = Answer<typeof jobOrderSchema>;

export async function jobOrder(services: Services, jobId: string): Promise<JobOrderView> {
  const job = await services.engine.read(jobId);
  if (!job) throw notFound(`Job ${jobId}`);
  const { plan } = job;
  const { batchSize, strategy, devicesPerHour, origin } = plan;
  const known = await services.devices.selectByIds(plan.devices.map(({ deviceId }) => deviceId));
  const unknown = new Set(known.ok ? [] : known.unknown);
  const group = origin.group && {
    ...origin.group,
    exists: (await services.deviceGroups.get(origin.group.id)) !== null,
  };
  return {
    jobId,
    title: plan.title === defaultTitle(plan) ? null : plan.title,
    settings: {
      commands: plan.commands.map(({ line }) => line),
      batchSize,
      strategy,
      devicesPerHour,
      ...optionsInputOf(plan.options),
    },
    selection: origin.filter || group ? { filter: origin.filter, group } : null,
    deviceIds: plan.devices.flatMap(({ deviceId }) => (unknown.has(deviceId) ? [] : [deviceId])),
    gone: plan.devices
      .filter(({ deviceId }) => unknown.has(deviceId))
      .map(({ deviceId, name }) => ({ deviceId, name })),
  };
}
