import { z } from 'zod';
import { namedOriginSchema } from '@/domain/job-origin';
import { percentOf } from '@/domain/progress';
import type { JobTemplateRecord, JobTemplateSaved } from '../db/job-template-store';
import { answer, idAnswerSchema, pageOf } from './answer';
import type { Services } from './context';
import { badInput, notFound } from './errors';
import { idSchema, nothing, pageShape, textSchema } from './input';
import { jobCallShape } from './job-input';
import { createJob, planJob } from './job-plan';
import { createdJobSchema, jobPlanSchema } from './job-plan-view';
import {
  checkTemplateOrder,
  inputOfRun,
  orderChangesSchema,
  orderOf,
  type TemplateOrder,
  templateOrderSchema,
} from './job-template-order';
import { type JobTemplateHead, jobTemplateItemSchema, jobTemplateSchema } from './job-template-view';
import { operatorProcedure, router, viewerProcedure } from './trpc';

const head = { name: textSchema(64), description: textSchema(500).nullish() };
const one = z.strictObject({ id: idSchema });
const runInput = z.strictObject({ templateId: idSchema, changes: orderChangesSchema.optional() });

/** Jobs to be run again. A template starts nothing and confirms nothing by itself. */
export const jobTemplateRouter = router({
  list: viewerProcedure(
    'A page of the job templates by name, each with the newest job that was made from it.',
    'GET /templates',
  )
    .input(z.strictObject(pageShape).optional())
    .output(answer(pageOf(jobTemplateItemSchema)))
    .query(async ({ ctx, input }) => {
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

  names: viewerProcedure('All job templates by name: for menus.', 'GET /templates/names')
    .input(nothing)
    .output(answer(z.array(namedOriginSchema)))
    .query(({ ctx }) => ctx.services.jobTemplates.names()),

  get: viewerProcedure('One job template with its whole order.', 'GET /templates/{id}')
    .input(one)
    .output(answer(jobTemplateSchema))
    .query(async ({ ctx, input }) => {
      const template = await existing(ctx.services, input.id);
      const order = orderOf(template);
      const found = await ctx.services.devices.selectByIds(order.deviceIds ?? []);
      return { ...headOf(template), order, goneDeviceIds: found.ok ? [] : found.unknown };
    }),

  create: operatorProcedure(
    'Saves a template: order is the input of jobs.create, without hash, key and confirmation.',
    'POST /templates',
  )
    .input(z.strictObject({ ...head, order: templateOrderSchema }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input }) => {
      const { name, description = null } = input;
      const stored = await storedOrder(ctx.services, input.order);
      const fields = { name, description, createdBy: ctx.actor.name, ...stored };
      const id = saved(await ctx.services.jobTemplates.create(fields));
      ctx.note(id, { name, commands: input.order.commands });
      return { id };
    }),

  update: operatorProcedure('Changes name, description or the whole order of a template.', 'PATCH /templates/{id}')
    .input(z.strictObject({ id: idSchema, ...head, order: templateOrderSchema }).partial({ name: true, order: true }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id, order, ...change } }) => {
      const stored = order && (await storedOrder(ctx.services, order));
      saved(await ctx.services.jobTemplates.update(id, { ...change, ...stored }));
      ctx.note(id, { fields: Object.keys({ ...change, ...stored }), ...(order && { commands: order.commands }) });
      return { id };
    }),

  delete: operatorProcedure('Deletes a template. Jobs that were made from it keep its name.', 'DELETE /templates/{id}')
    .input(one)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id } }) => {
      const name = await ctx.services.jobTemplates.delete(id);
      if (name === null) throw notFound(`Template ${id}`);
      ctx.note(id, { name });
      return { id };
    }),

  plan: operatorProcedure('What templates.run would do: as jobs.plan.', 'POST /templates/{templateId}/plan')
    .input(runInput)
    .output(answer(jobPlanSchema))
    .query(async ({ ctx, input: { templateId, changes = {} } }) => {
      return planJob(ctx, inputOfRun(await existing(ctx.services, templateId), changes, {}));
    }),

  run: operatorProcedure(
    'Starts a job from a template, with changes for this run alone. As jobs.create.',
    'POST /templates/{templateId}/run',
  )
    .input(runInput.extend(jobCallShape))
    .output(answer(createdJobSchema))
    .mutation(async ({ ctx, input: { templateId, changes = {}, ...call } }) => {
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
