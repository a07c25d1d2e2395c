import { z } from 'zod';
import { deviceFilterSchema } from '@/domain/device-schema';
import type { DeviceGroupSaved, MembersChanged } from '../db/device-group-store';
import { answer, countSchema, idAnswerSchema, pageOf } from './answer';
import type { Services } from './context';
import {
  type DeviceGroupItem,
  deviceGroupHead,
  deviceGroupHeadSchema,
  deviceGroupItem,
  deviceGroupItemSchema,
  deviceGroupNameSchema,
  deviceGroupSchema,
  deviceGroupSize,
  deviceGroupSizeSchema,
  deviceGroupView,
} from './device-group-view';
import { deviceSchema } from './device-router';
import { badInput, conflict, named, notFound } from './errors';
import { idSchema, nothing, pageShape, textSchema } from './input';
import { MAX_JOB_DEVICES } from './job-input';
import { operatorProcedure, router, viewerProcedure } from './trpc';

const filterSchema = deviceFilterSchema.refine(
  (filter) => Object.values(filter).some((value) => value !== undefined && value !== ''),
  'expected at least one of search, country, countries, platform, tag',
);
const deviceIdsSchema = z
  .array(idSchema)
  .min(1, 'expected at least one device')
  .max(MAX_JOB_DEVICES, `expected at most ${MAX_JOB_DEVICES} devices`);

/** Each group on a page is counted. */
const MAX_COUNTED = 100;
const countedPage = z.strictObject({ ...pageShape, limit: z.number().int().min(1).max(MAX_COUNTED).optional() });

const head = { name: textSchema(64), description: textSchema(500).nullish() };
const one = z.strictObject({ id: idSchema });
const createInput = z
  .strictObject({ ...head, filter: filterSchema.optional(), deviceIds: deviceIdsSchema.optional() })
  .refine(({ filter, deviceIds }) => (filter === undefined) !== (deviceIds === undefined), {
    path: ['filter'],
    message: 'expected a filter or deviceIds, and not both',
  });
const updateInput = z.strictObject({ id: idSchema, ...head, filter: filterSchema }).partial({
  name: true,
  filter: true,
});
const membersInput = z.strictObject({ id: idSchema, deviceIds: deviceIdsSchema });

/** Saved groups of devices. What devices a job has is frozen when it is made: nothing here reaches a job that exists. */
export const deviceGroupRouter = router({
  list: viewerProcedure('A page of the saved device groups by name, each with its size of now.', 'GET /device-groups')
    .input(countedPage.optional())
    .output(answer(pageOf(deviceGroupItemSchema)))
    .query(async ({ ctx, input }) => {
      const page = await ctx.services.deviceGroups.list(input ?? {});
      const items: DeviceGroupItem[] = [];
      // One after the other: other calls get their turn between two counts.
      for (const group of page.items) items.push(await deviceGroupItem(ctx.services, group));
      return { ...page, items };
    }),

  names: viewerProcedure('All saved device groups by name, without their sizes: for menus.', 'GET /device-groups/names')
    .input(nothing)
    .output(answer(z.array(deviceGroupNameSchema)))
    .query(({ ctx }) => ctx.services.deviceGroups.names()),

  heads: viewerProcedure(
    'A page of the saved device groups by name, without their sizes: at once, however many and however large they are.',
    'GET /device-groups/heads',
  )
    .input(z.strictObject(pageShape).optional())
    .output(answer(pageOf(deviceGroupHeadSchema)))
    .query(async ({ ctx, input }) => {
      const page = await ctx.services.deviceGroups.list(input ?? {});
      return { ...page, items: page.items.map(deviceGroupHead) };
    }),

  size: viewerProcedure('How many devices belong to one saved device group now.', 'GET /device-groups/{id}/size')
    .input(one)
    .output(answer(deviceGroupSizeSchema))
    .query(async ({ ctx, input }) => {
      return { size: await deviceGroupSize(ctx.services, await existing(ctx.services, input.id)) };
    }),

  get: viewerProcedure(
    'One saved device group: countries and platforms of its devices, and who left it.',
    'GET /device-groups/{id}',
  )
    .input(one)
    .output(answer(deviceGroupSchema))
    .query(async ({ ctx, input }) => {
      return deviceGroupView(ctx.services, await existing(ctx.services, input.id));
    }),

  devices: viewerProcedure(
    'A page of the devices that belong to a group now, by name.',
    'GET /device-groups/{id}/devices',
  )
    .input(one.extend(pageShape))
    .output(answer(pageOf(deviceSchema)))
    .query(async ({ ctx, input: { id, ...page } }) => {
      return ctx.services.devices.list({ ...page, within: (await existing(ctx.services, id)).members });
    }),

  create: operatorProcedure(
    'Saves a group: filter (whoever matches, when asked) or deviceIds (a list).',
    'POST /device-groups',
  )
    .input(createInput)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      const { description = null, ...fields } = input;
      const id = saved(await ctx.services.deviceGroups.create({ ...fields, description, createdBy: ctx.actor.name }));
      ctx.note(id, { name: input.name, filter: input.filter ?? null, devices: input.deviceIds?.length ?? null });
      return { id };
    }),

  update: operatorProcedure(
    'Changes the given fields of a group. A list has no filter, and a filter no list.',
    'PATCH /device-groups/{id}',
  )
    .input(updateInput)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id, ...change } }) => {
      saved(await ctx.services.deviceGroups.update(id, change));
      ctx.note(id, { fields: Object.keys(change), ...(change.filter && { filter: change.filter }) });
      return { id };
    }),

  delete: operatorProcedure(
    'Deletes a group, not its devices. Refused while a job template uses it.',
    'DELETE /device-groups/{id}',
  )
    .input(one)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id } }) => {
      const deleted = await ctx.services.deviceGroups.delete(id);
      if (!deleted.ok && deleted.reason === 'not_found') throw notFound(`Group ${id}`);
      if (!deleted.ok) throw conflict(`Used by ${templatesOf(deleted.templates)}: change or delete those first`);
      ctx.note(id, { name: deleted.name });
      return { id };
    }),

  addDevices: operatorProcedure(
    'Adds devices to a list, all or none; those that are in it already are left as they are.',
    'POST /device-groups/{id}/devices',
  )
    .input(membersInput)
    .output(answer(z.object({ added: countSchema })))
    .mutation(async ({ ctx, input: { id, deviceIds } }) => {
      const { name, changed } = membersOf(id, await ctx.services.deviceGroups.addDevices(id, deviceIds));
      ctx.note(id, { name, added: changed, ids: deviceIds.slice(0, 100) });
      return { added: changed };
    }),

  removeDevices: operatorProcedure(
    'Takes devices off a list; those that are not in it are left out of account.',
    'POST /device-groups/{id}/devices/remove',
  )
    .input(membersInput)
    .output(answer(z.object({ removed: countSchema })))
    .mutation(async ({ ctx, input: { id, deviceIds } }) => {
      const { name, changed } = membersOf(id, await ctx.services.deviceGroups.removeDevices(id, deviceIds));
      ctx.note(id, { name, removed: changed, ids: deviceIds.slice(0, 100) });
      return { removed: changed };
    }),

  forgetDeleted: operatorProcedure(
    'The list no longer says which deleted devices left it.',
    'POST /device-groups/{id}/forget-deleted',
  )
    .input(one)
    .output(answer(z.object({ forgotten: countSchema })))
    .mutation(async ({ ctx, input: { id } }) => {
      const { name, changed } = membersOf(id, await ctx.services.deviceGroups.forgetDeleted(id));
      ctx.note(id, { name, forgotten: changed });
      return { forgotten: changed };
    }),
});

async function existing(services: Services, id: string) {
  const group = await services.deviceGroups.get(id);
  if (!group) throw notFound(`Group ${id}`);
  return group;
}

const templatesOf = (names: readonly string[]) =>
  `${names.length === 1 ? 'the job template' : 'the job templates'} ${named(names)}`;

const unknownDevices = (unknown: readonly string[]) =>
  badInput('deviceIds', `expected known devices; unknown: ${named(unknown)}`);

function saved(result: DeviceGroupSaved): string {
  if (result.ok) return result.id;
  if ('unknown' in result) throw unknownDevices(result.unknown);
  const { field, message } = result.error;
  throw field === 'id' ? notFound('Group') : badInput(field, message.charAt(0).toLowerCase() + message.slice(1));
}

function membersOf(id: string, result: MembersChanged) {
  if (result.ok) return result;
  if (result.reason === 'not_found') throw notFound(`Group ${id}`);
  if (result.reason === 'unknown_devices') throw unknownDevices(result.unknown);
  throw badInput(
    'id',
    'expected a group with a list of devices; the devices of this one are whoever matches its filter',
  );
}
