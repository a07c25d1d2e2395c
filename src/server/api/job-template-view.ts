import { z } from 'zod';
import { namedOriginSchema } from '@/domain/job-origin';
import { type Answer, countSchema, timeSchema } from './answer';
import { templateOrderSchema } from './job-template-order';
import { jobListItemSchema } from './job-view';

const headSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  group: namedOriginSchema.nullable(),
  createdBy: z.string(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type JobTemplateHead = Answer<typeof headSchema>;

/** A template as lists show it. */
export const jobTemplateItemSchema = headSchema.extend({
  order: templateOrderSchema.omit({ deviceIds: true }),
  devices: countSchema
    .nullable()
    .describe('How many devices it names one by one; null where it selects them another way'),
  lastJob: jobListItemSchema
    .nullable()
    .describe('The newest job that was made from it; `jobs.list` with its templateId has all of them'),
});

/** Answer of `templates.get`. */
export const jobTemplateSchema = headSchema.extend({
  order: templateOrderSchema.describe('As `jobs.create` takes it'),
  goneDeviceIds: z
    .array(z.string())
    .describe('Ids of the order that the inventory no longer has: a run is refused until they are taken out'),
});
