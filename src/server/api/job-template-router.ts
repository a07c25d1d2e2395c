import { z } from 'zod';
import type { NamedOrigin } from '@/domain/job-origin';
import { percentOf } from '@/domain/progress';
import type { JobTemplateRecord, JobTemplateSaved } from '../db/job-template-store';
import type { Services } from './context';
import { badInput, notFound } from './errors';
import { idSchema, nothing, pageShape, textSchema } from './input';
import { jobCallShape } from './job-input';
import { createJob, planJob } from './job-plan';
import type { CreatedJob, JobPlanView } from './job-plan-view';
import {
  checkTemplateOrder,
  inputOfRun,
  orderChangesSchema,
  orderOf,
  type TemplateOrder,
  templateOrderSchema,
} from './job-template-order';
import type { JobListItem, Page } from './job-view';
import { operatorProcedure, router, viewerProcedure } from './trpc';

interface JobTemplateHead {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly group: NamedOrigin | null;
  readonly createdBy: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface JobTemplateItem extends JobTemplateHead {
  readonly order: Omit<TemplateOrder, 'deviceIds'>;
  /** How many devices it names one by one; null where it selects them another way. */
  readonly devices: number | null;
  /** The newest job that was made from it; `jobs.list` with its templateId has all of them. */
  readonly lastJob: JobListItem | null;
}

/** Answer of `templates.get`. */
export interface JobTemplateView extends JobTemplateHead {
  /** As `jobs.create` takes it. */
  readonly order: TemplateOrder;
  /** Ids of the order that the inventory no longer has: a run is refused until they are taken out. */
  readonly goneDeviceIds: readonly string[];
}

const head = { name: textSchema(64), description: textSchema(500).nullish() };
const one = z.strictObject({ id: idSchema });
const runInput = z.strictObject({ templateId: idSchema, changes: orderChangesSchema.optional() });

/** Jobs to be run again. A template starts nothing and confirms nothing by itself. */
export const jobTemplateRouter = router({
  list: viewerProcedure('A page of the job templates by name, each with the newest job that was made from it.')
    .input(z.strictObject(pageShape).optional())
    .query(async ({ ctx, input }): Promise<Page<JobTemplateItem>> => {
      const page = await ctx.services.jobTemplates.list(input ?? {});
      const latest = await ctx.services.jobs.latestByTemplate(page.items.map(({ id }) => id));
      const items = page.items.map((template) => {
        const { deviceIds, ...order } = orderOf(template);
        const job = latest.get(template.id);
        const lastJob = job ? { ...job, percent: percentOf(job.counts) } : null;
        return { ...headOf(template), order, devices: deviceIds?.length ?? null, lastJob };
      });
      return { ...page, items };
    }),

  names: viewerProcedure('All job templates by name: for menus.')
    .input(nothing)
    .query(({ ctx }) => ctx.services.jobTemplates.names()),

  get: viewerProcedure('One job template with its whole order.')
    .input(one)
    .query(async ({ ctx, input }): Promise<JobTemplateView> => {
      const template = await existing(ctx.services, input.id);
      const order = orderOf(template);
      const found = await ctx.services.devices.selectByIds(order.deviceIds ?? []);
      return { ...headOf(template), order, goneDeviceIds: found.ok ? [] : found.unknown };
    }),

  create: operatorProcedure('Saves a template: order is the input of jobs.create, without hash, key and confirmation.')
    .input(z.strictObject({ ...head, order: templateOrderSchema }))
    .mutation(async ({ ctx, input }): Promise<{ id: string }> => {
      const { name, description = null } = input;
      const stored = await storedOrder(ctx.services, input.order);
      const fields = { name, description, createdBy: ctx.actor.name, ...stored };
      const id = saved(await ctx.services.jobTemplates.create(fields));
      ctx.note(id, { name, commands: input.order.commands });
      return { id };
    }),

  update: operatorProcedure('Changes name, description or the whole order of a template.')
    .input(z.strictObject({ id: idSchema, ...head, order: templateOrderSchema }).partial({ name: true, order: true }))
    .mutation(async ({ ctx, input: { id, order, ...change } }): Promise<{ id: string }> => {
      const stored = order && (await storedOrder(ctx.services, order));
      saved(await ctx.services.jobTemplates.update(id, { ...change, ...stored }));
      ctx.note(id, { fields: Object.keys({ ...change, ...stored }), ...(order && { commands: order.commands }) });
      return { id };
    }),

  delete: operatorProcedure('Deletes a template. Jobs that were made from it keep its name.')
    .input(one)
    .mutation(async ({ ctx, input: { id } }): Promise<{ id: string }> => {
      const name = await ctx.services.jobTemplates.delete(id);
      if (name === null) throw notFound(`Template ${id}`);
      ctx.note(id, { name });
      return { id };
    }),

  plan: operatorProcedure('What templates.run would do: as jobs.plan.')
    .input(runInput)
    .query(async ({ ctx, input: { templateId, changes = {} } }): Promise<JobPlanView> => {
      return planJob(ctx, inputOfRun(await existing(ctx.services, templateId), changes, {}));
    }),

  run: operatorProcedure('Starts a job from a template, with changes for this run alone. As jobs.create.')
    .input(runInput.extend(jobCallShape))
    .mutation(async ({ ctx, input: { templateId, changes = {}, ...call } }): Promise<CreatedJob> => {
      return createJob(ctx, inputOfRun(await existing(ctx.services, templateId), changes, call));
    }),
});

const headOf = ({ order: _, ...template }: JobTemplateRecord): JobTemplateHead => template;

async function existing(services: Services, id: string): Promise<JobTemplateRecord> {
  const template = await services.jobTemplates.get(id);
  if (!template) throw notFound(`Template ${id}`);
  return template;
}

/** The group stands in a column of its own, so that the database keeps it from being deleted. */
async function storedOrder(services: Services, order: TemplateOrder) {
  await checkTemplateOrder(services, order);
  const { groupId = null, ...rest } = order;
  return { order: rest, groupId };
}

function saved(result: JobTemplateSaved): string {
  if (result.ok) return result.id;
  const { field, message } = result.error;
  if (field === 'id') throw notFound('Template');
  throw badInput(field === 'groupId' ? 'order.groupId' : field, message.charAt(0).toLowerCase() + message.slice(1));
}
