import { z } from 'zod';
import { deviceFilterSchema } from './device-schema';

/** A filter as a job takes it: `all` is every device, since an empty filter never means that by accident. */
export const selectionFilterSchema = deviceFilterSchema.extend({ all: z.literal(true).optional() });
export type SelectionFilter = z.infer<typeof selectionFilterSchema>;

/** Something of which the name is kept, so that a job can say it after the thing itself was renamed or deleted. */
export const namedOriginSchema = z.object({ id: z.string(), name: z.string() });
export type NamedOrigin = Readonly<z.infer<typeof namedOriginSchema>>;

/** What a job was made from. The plan is frozen whatever happens to these; they are for people, and to order it again. */
export const jobOriginSchema = z.object({
  filter: selectionFilterSchema
    .nullable()
    .describe('Within the group, where there is one; without both, devices were named one by one'),
  group: namedOriginSchema.nullable(),
  template: namedOriginSchema.nullable(),
});
export type JobOrigin = Readonly<z.infer<typeof jobOriginSchema>>;

export const NO_ORIGIN: JobOrigin = { filter: null, group: null, template: null };
