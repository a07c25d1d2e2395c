import { z } from 'zod';
import { STRATEGIES } from '@/domain/job';
import { namedOriginSchema, selectionFilterSchema } from '@/domain/job-origin';
import { type Answer, countSchema } from './answer';
import type { Services } from './context';
import { jobOptionsShape, optionsInputOf } from './job-options-input';
import { defaultTitle } from './job-plan';
import { readJob } from './read-job';

/** Answer of `jobs.order`: what was ordered, in the fields of `jobs.create`, and what has become of it. */
export const jobOrderSchema = z.object({
  jobId: z.string(),
  title: z.string().describe('As the history has it'),
  settings: z
    .object({
      title: z
        .string()
        .optional()
        .describe('Where somebody gave the job one of its own; one that a template filled in belongs to that day'),
      commands: z.array(z.string()),
      batchSize: countSchema,
      strategy: z.enum(STRATEGIES),
      devicesPerHour: z.number().nullable().describe('Null is no limit'),
      ...jobOptionsShape,
    })
    .describe('All of the input but the selection'),
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
  const job = await readJob(services, jobId);
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
    title: plan.title,
    settings: {
      ...(origin.template || plan.title === defaultTitle(plan) ? {} : { title: plan.title }),
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
