import { z } from 'zod';
import {
  type AlgorithmProfile,
  canonicalEndpoint,
  type DevicePlatform,
  deviceFieldsSchema,
  deviceFilterSchema,
  linkFieldsSchema,
} from '@/domain/device';
import type { DeviceFieldError } from '../db/device-store';
import { deviceConnectionProcedures } from './device-connection';
import type { ImportView } from './device-import';
import { badInput, named, notFound } from './errors';
import { idSchema, nothing, pageShape } from './input';
import type { Page } from './job-view';
import { adminProcedure, router, viewerProcedure } from './trpc';

/** 10 MB of HTTP body hold about 100,000 rows; an import is refused long before that. */
const MAX_IMPORT_CHARACTERS = 8_000_000;
const MAX_DELETE = 10_000;

export interface DeviceView {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly country: string;
  readonly platform: DevicePlatform;
  readonly credentialId: string;
  /** The jump host that it is reached through. */
  readonly jumpHostId: string | null;
  readonly site: string | null;
  readonly tags: readonly string[];
  /** Which SSH algorithms a session with it may use. */
  readonly algorithms: AlgorithmProfile;
  /** Whether keepalive requests are sent to it. */
  readonly keepalive: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

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
  .extend({ ...pageShape, offset })
  .refine((input) => input.offset === undefined || input.cursor == null, { path: ['offset'], message: OFFSET_TEXT })
  .optional();

export const deviceRouter = router({
  list: viewerProcedure('A page of the inventory by name, after a cursor or from an offset; search looks into name, address, site and tags.')
    .input(listInput)
    .query(async ({ ctx, input }): Promise<Page<DeviceView>> => ctx.services.devices.list(input ?? {})),

  get: viewerProcedure('One device.')
    .input(z.strictObject({ id: idSchema }))
    .query(async ({ ctx, input }): Promise<DeviceView> => {
      const device = await ctx.services.devices.get(input.id);
      if (!device) throw notFound(`Device ${input.id}`);
      return device;
    }),

  create: adminProcedure('Adds a device. Name and address:port must be new.')
    .input(createInput.extend(via))
    .mutation(async ({ ctx, input }): Promise<{ id: string }> => {
      const created = await ctx.services.devices.create(input);
      if (!created.ok) throw refusal(created.error);
      ctx.note(created.id, { name: input.name, endpoint: canonicalEndpoint(input.address, input.port) });
      return { id: created.id };
    }),

  update: adminProcedure('Changes the given fields of a device. Jobs that exist keep the device as it was.')
    .input(updateInput.extend(via))
    .mutation(async ({ ctx, input: { id, ...fields } }): Promise<{ id: string }> => {
      const updated = await ctx.services.devices.update(id, fields);
      if (!updated.ok) throw refusal(updated.error);
      ctx.note(id, { fields: Object.keys(fields) });
      return { id };
    }),

  delete: adminProcedure('Removes devices from the inventory. The history of jobs keeps them.')
    .input(z.strictObject({ ids: z.array(idSchema).min(1, 'expected at least one device').max(MAX_DELETE) }))
    .mutation(async ({ ctx, input }): Promise<{ deleted: number }> => {
      const result = await ctx.services.devices.deleteMany(input.ids);
      if (!result.ok) throw badInput('ids', `expected known devices; unknown: ${named(result.unknown)}`);
      ctx.note(`${result.deleted} devices`, { ids: input.ids.slice(0, 100) });
      return { deleted: result.deleted };
    }),

  import: adminProcedure('Reads a CSV inventory: preview says what would happen, apply does it, all rows or none.')
    .input(
      z.strictObject({
        content: z.string().max(MAX_IMPORT_CHARACTERS, `expected at most ${MAX_IMPORT_CHARACTERS} characters`),
        format: z.literal('csv', 'expected csv'),
        mode: z.enum(['preview', 'apply'], 'expected preview or apply'),
      }),
    )
    .mutation(async ({ ctx, input }): Promise<ImportView> => {
      const result = await ctx.services.deviceImport[input.mode](input.content);
      ctx.note(input.mode, { created: result.created, updated: result.updated, errors: result.errors.length });
      return result;
    }),

  ...deviceConnectionProcedures,

  countries: viewerProcedure('How many devices each country has (ISO 3166-1 alpha-2), most first.')
    .input(nothing)
    .query(async ({ ctx }): Promise<readonly { country: string; total: number }[]> => ctx.services.devices.countries()),
});

const refusal = ({ field, message }: DeviceFieldError) =>
  field === 'id' ? notFound('Device') : badInput(field, message.charAt(0).toLowerCase() + message.slice(1));
