import { z } from 'zod';
import { MAX_TEMPLATE_DEVICES, TITLE_PLACEHOLDERS, unknownPlaceholders } from '@/domain/job-template';
import type { JobTemplateRecord } from '../db/job-template-store';
import type { Services } from './context';
import { badInput, badInputs, fieldsOf, named } from './errors';
import { devicesPerHourSchema, type JobInput, jobInputSchema, jobOrderShape } from './job-input';
import { checkBatchSize } from './job-plan';
import { checkSelection } from './job-selection';

/** The input of `jobs.create` without what belongs to one call. */
export const templateOrderSchema = z.strictObject(jobOrderShape);
export type TemplateOrder = z.infer<typeof templateOrderSchema>;

const { title, deviceIds, groupId, filter, batchSize, strategy, order, priority, retries, ...others } = jobOrderShape;

/** Fields of the order for one run: what is left out stays as in the template, null takes a field away. */
export const orderChangesSchema = z
  .strictObject({
    ...others,
    title: title.nullable(),
    deviceIds: deviceIds.nullable(),
    groupId: groupId.nullable(),
    filter: filter.nullable(),
    // Without the defaults, which would undo what the template says.
    batchSize: batchSize.unwrap(),
    strategy: strategy.unwrap(),
    order: order.unwrap(),
    priority: priority.unwrap(),
    retries: retries.unwrap(),
    devicesPerHour: devicesPerHourSchema,
  })
  .partial();

/** What can be judged of an order before it is used. Throws BAD_REQUEST that names the field. */
export async function checkTemplateOrder(services: Services, order: TemplateOrder): Promise<void> {
  checkSelection(order, 'order.');
  checkBatchSize(services, order.batchSize, 'order.batchSize');
  const [placeholder] = unknownPlaceholders(order.title ?? '');
  if (placeholder !== undefined) {
    const known = TITLE_PLACEHOLDERS.map((word) => `{${word}}`).join(', ');
    throw badInput('order.title', `expected nothing in braces but ${known}`);
  }
  if (!order.deviceIds) return;
  if (order.deviceIds.length > MAX_TEMPLATE_DEVICES) {
    throw badInput('order.deviceIds', `expected at most ${MAX_TEMPLATE_DEVICES} devices; save more of them as a group`);
  }
  const found = await services.devices.selectByIds(order.deviceIds);
  if (!found.ok) throw badInput('order.deviceIds', `expected known devices; unknown: ${named(found.unknown)}`);
}

/** The order of a template with its group. It was checked when it was saved, which may be long ago. */
export const orderOf = ({ order, group }: JobTemplateRecord): TemplateOrder =>
  ({ ...order, ...(group ? { groupId: group.id } : {}) }) as TemplateOrder;

type Call = Pick<JobInput, 'planHash' | 'idempotencyKey' | 'confirmDevices'>;

/**
 * The input of `jobs.create` for a run of the template, judged anew as if it came from outside: rules may have changed
 * since it was saved. A confirmation is never the template's: it comes with the call or not at all.
 */
export function inputOfRun(
  template: JobTemplateRecord,
  changes: z.infer<typeof orderChangesSchema>,
  call: Call,
): JobInput {
  const given = Object.entries({ ...orderOf(template), ...changes }).filter(([, value]) => value !== null);
  const parsed = jobInputSchema.safeParse({ ...Object.fromEntries(given), ...call, templateId: template.id });
  if (!parsed.success) throw badInputs(fieldsOf(parsed.error) ?? []);
  return parsed.data;
}
