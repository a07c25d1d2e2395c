import { z } from 'zod';
import { ALGORITHM_PROFILES, canonicalEndpoint, DEVICE_PLATFORMS } from '@/domain/device';
import { deviceFieldsSchema, deviceFilterSchema, linkFieldsSchema } from '@/domain/device-schema';
import type { DeviceFieldError } from '../db/device-store';
import { type Answer, answer, countSchema, idAnswerSchema, pageOf, timeSchema } from './answer';
import { deviceConnectionProcedures } from './device-connection';
import { knownGroup } from './device-group-view';
import { deviceImportProcedures } from './device-import';
import { badInput, named, notFound } from './errors';
import { idSchema, nothing, pageShape } from './input';
import { adminProcedure, router, viewerProcedure } from './trpc';

const MAX_DELETE = 10_000;

export const deviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  port: z.number().int(),
  country: z.string(),
  platform: z.enum(DEVICE_PLATFORMS),
  credentialId: z.string(),
  jumpHostId: z.string().nullable().describe('The jump host that it is reached through'),
  site: z.string().nullable(),
  tags: z.array(z.string()),
  algorithms: z.enum(ALGORITHM_PROFILES).describe('Which SSH algorithms a session with it may use'),
  keepalive: z.boolean().describe('Whether keepalive requests are sent to it'),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type DeviceView = Answer<typeof deviceSchema>;

const { port, tags, ...required } = deviceFieldsSchema.shape;
const link = linkFieldsSchema.partial().shape;
const createInput = z.strictObject({ ...required, port, tags, credentialId: idSchema, ...link });
// Without the defaults: a field that is left out stays as it is.
const updateInput = z
  .strictObject({ ...required, port: port.unwrap(), tags: tags.unwrap(), credentialId: idSchema, ...link })
  .partial()
  .extend({ id: idSchema });
const via = { jumpHostId: idSchema.nullable().optional() };
/** For lists that are jumped about in; who wants every device once takes cursors. */
const MAX_OFFSET = 10_000_000;
const OFFSET_TEXT = `expected a whole number from 0 to ${MAX_OFFSET}, and no cursor`;
const offset = z.number(OFFSET_TEXT).int(OFFSET_TEXT).min(0, OFFSET_TEXT).max(MAX_OFFSET, OFFSET_TEXT).optional();
const listInput = deviceFilterSchema
  .extend({ groupId: idSchema.optional(), ...pageShape, offset })
  .refine((input) => input.offset === undefined || input.cursor == null, { path: ['offset'], message: OFFSET_TEXT })
  .optional();

export const deviceRouter = router({
  list: viewerProcedure(
    'A page of the inventory by name, after a cursor or from an offset; search looks into name, address, site and tags.',
    'GET /devices',
  )
    .input(listInput)
    .output(answer(pageOf(deviceSchema)))
    .query(async ({ ctx, input: { groupId, ...query } = {} }) => {
      const within = groupId === undefined ? undefined : (await knownGroup(ctx.services, groupId)).members;
      return ctx.services.devices.list({ ...query, within });
    }),

  get: viewerProcedure('One device.', 'GET /devices/{id}')
    .input(z.strictObject({ id: idSchema }))
    .output(answer(deviceSchema))
    .query(async ({ ctx, input }) => {
      const device = await ctx.services.devices.get(input.id);
      if (!device) throw notFound(`Device ${input.id}`);
      return device;
    }),

  create: adminProcedure('Adds a device. Name and address:port must be new.', 'POST /devices')
    .input(createInput.extend(via))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      const created = await ctx.services.devices.create(input);
      if (!created.ok) throw refusal(created.error);
      ctx.note(created.id, { name: input.name, endpoint: canonicalEndpoint(input.address, input.port) });
      return { id: created.id };
    }),

  update: adminProcedure(
    'Changes the given fields of a device. Jobs that exist keep the device as it was.',
    'PATCH /devices/{id}',
  )
    .input(updateInput.extend(via))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id, ...fields } }) => {
      const updated = await ctx.services.devices.update(id, fields);
      if (!updated.ok) throw refusal(updated.error);
      ctx.note(id, { fields: Object.keys(fields) });
      return { id };
    }),

  delete: adminProcedure('Removes devices from the inventory. The history of jobs keeps them.', 'POST /devices/delete')
    .input(z.strictObject({ ids: z.array(idSchema).min(1, 'expected at least one device').max(MAX_DELETE) }))
    .output(answer(z.object({ deleted: countSchema })))
    .mutation(async ({ ctx, input }) => {
      const result = await ctx.services.devices.deleteMany(input.ids);
      if (!result.ok) throw badInput('ids', `expected known devices; unknown: ${named(result.unknown)}`);
      ctx.note(`${result.deleted} devices`, { ids: input.ids.slice(0, 100) });
      return { deleted: result.deleted };
    }),

  ...deviceImportProcedures,

  ...deviceConnectionProcedures,

  countries: viewerProcedure(
    'How many devices each country has (ISO 3166-1 alpha-2), most first.',
    'GET /devices/countries',
  )
    .input(nothing)
    .output(answer(z.array(z.object({ country: z.string(), total: countSchema }))))
    .query(({ ctx }) => ctx.services.devices.countries()),
});

const refusal = ({ field, message }: DeviceFieldError) =>
  field === 'id' ? notFound('Device') : badInput(field, message.charAt(0).toLowerCase() + message.slice(1));
