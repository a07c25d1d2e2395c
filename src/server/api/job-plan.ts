import { createHash, randomUUID } from 'node:crypto';
import { commandViews } from '@/domain/command';
import { canonicalEndpoint } from '@/domain/device';
import { earliestFinishMs, estimate } from '@/domain/estimate';
import type { JobPlan, PlannedDevice } from '@/domain/job';
import { STOP_RULES } from '@/domain/job-options';
import { inBatches } from '@/domain/job-order';
import type { NamedOrigin } from '@/domain/job-origin';
import { titleFrom } from '@/domain/job-template';
import { batchSizes, paceOf } from '@/domain/pacing';
import { linesByPlatform } from '@/domain/platform-lines';
import type { Services } from './context';
import { badInput, conflict } from './errors';
import { lineWarnings, planCommands } from './job-commands';
import type { ActingContext } from './job-control';
import { batchSizeText, type JobInput, MAX_TITLE } from './job-input';
import { optionsOf } from './job-options-input';
import type { CreatedJob, JobPlanView, PlanWarning } from './job-plan-view';
import { selectDevices } from './job-selection';

/** All of a plan that is decided by input and inventory. */
type Draft = Pick<JobPlan, 'commands' | 'devices' | 'batchSize' | 'strategy' | 'devicesPerHour' | 'options' | 'origin'>;

/** What `jobs.create` would do. Changes nothing. */
export async function planJob({ services }: { services: Services }, input: JobInput): Promise<JobPlanView> {
  const draft = await draftJob(services, input);
  const { commands, devices, batchSize, strategy, devicesPerHour, options } = draft;
  const pace = paceOf(draft, devices);
  const lines = commands.map(({ line }) => line);
  const history = await services.jobs.typicalDeviceMs(
    lines,
    devices.map(({ deviceId }) => deviceId),
  );
  const sizes = batchSizes(devices);
  return {
    planHash: planHash(draft),
    totalDevices: devices.length,
    totalBatches: sizes.length,
    batchSize,
    strategy,
    devicesPerHour,
    options,
    group: draft.origin.group,
    batches: sizes.map((size, position) => ({ index: position + 1, size })),
    countries: countByCountry(devices),
    commands: commandViews(commands),
    lines: linesByPlatform(commands, devices),
    confirmDevices: commands.some(({ kind }) => kind === 'change') ? devices.length : null,
    estimateMs: estimate(pace, commands.length, history),
    earliestFinishMs: earliestFinishMs(pace, history),
    warnings: warningsOf(services, draft, history),
  };
}

/** Freezes the plan, stores it and starts it. */
export async function createJob(ctx: ActingContext, input: JobInput): Promise<CreatedJob> {
  const idempotencyKey = input.idempotencyKey ?? null;
  const earlier = await jobOfKey(ctx, idempotencyKey);
  if (earlier) return earlier;
  const draft = await draftJob(ctx.services, input);
  if (input.planHash && input.planHash !== planHash(draft)) {
    throw conflict('planHash: the devices or commands are no longer those of the plan; look at the plan again');
  }
  checkConfirmation(draft, input.confirmDevices);
  const title = input.title && draft.origin.template ? filledTitle(ctx, draft, input.title) : input.title;
  return startJob(ctx, draft, { title, idempotencyKey, retryOf: null });
}

/** What was answered when this caller gave this key before; null: a new key, or none. */
export async function jobOfKey(ctx: ActingContext, key: string | null): Promise<CreatedJob | null> {
  const jobId = key === null ? null : await ctx.services.jobs.byIdempotencyKey(ctx.actor.name, key);
  return jobId === null ? null : createdView(ctx, jobId);
}

function filledTitle({ services }: ActingContext, { devices, origin }: Draft, pattern: string): string {
  const at = new Date(services.clock.now()).toISOString();
  const facts = { at, devices: devices.length, group: origin.group?.name ?? null };
  return titleFrom(pattern, facts).slice(0, MAX_TITLE);
}

/** Starts a drafted job in the name of the actor. */
export async function startJob(
  ctx: ActingContext,
  draft: Draft,
  head: { title: string | undefined; idempotencyKey: string | null; retryOf: string | null },
): Promise<CreatedJob> {
  const plan: JobPlan = {
    ...draft,
    ...head,
    jobId: randomUUID(),
    title: head.title ?? defaultTitle(draft),
    createdAt: new Date(ctx.services.clock.now()).toISOString(),
    createdBy: ctx.actor.name,
  };
  const { jobId } = await ctx.services.engine.start(plan);
  return createdView(ctx, jobId);
}

async function createdView(ctx: ActingContext, jobId: string): Promise<CreatedJob> {
  const job = await ctx.services.engine.read(jobId);
  if (!job) throw new Error(`Job ${jobId} was stored and cannot be read`);
  const { batchSize, commands, origin } = job.plan;
  const totalDevices = job.plan.devices.length;
  const madeFrom = { group: origin.group?.name ?? null, template: origin.template?.name ?? null };
  ctx.note(jobId, { devices: totalDevices, batchSize, commands: commands.map(({ line }) => line), ...madeFrom });
  return { jobId, state: job.progress.state, totalDevices, batchSize, totalBatches: job.progress.batches.length };
}

async function draftJob(services: Services, input: JobInput): Promise<Draft> {
  const { batchSize, strategy, devicesPerHour } = input;
  checkBatchSize(services, batchSize, 'batchSize');
  const template = input.templateId === undefined ? null : await knownTemplate(services, input.templateId);
  const { devices: selected, group } = await selectDevices(services, input);
  const options = optionsOf(input, selected.length);
  return {
    commands: planCommands(input.commands, selected),
    devices: inBatches(selected, batchSize, options),
    batchSize,
    strategy,
    devicesPerHour,
    options,
    origin: { filter: input.filter ?? null, group, template },
  };
}

export function checkBatchSize({ limits }: Services, batchSize: number, field: string): void {
  if (Number.isInteger(batchSize) && batchSize >= 0 && batchSize <= limits.maxBatchSize) return;
  throw badInput(field, batchSizeText(limits.maxBatchSize));
}

async function knownTemplate(services: Services, templateId: string): Promise<NamedOrigin> {
  const template = await services.jobTemplates.get(templateId);
  if (!template) throw badInput('templateId', 'expected a known template');
  return { id: template.id, name: template.name };
}

/** Of all that decides what routers will see, in a form that is the same whenever that is the same. */
export function planHash({ devices, commands, batchSize, strategy, devicesPerHour, options }: Draft): string {
  const canonical = JSON.stringify([
    devices.map((device) => [
      device.deviceId,
      canonicalEndpoint(device.address, device.port),
      device.platform,
      device.credentialId,
      // Behind another jump host one address is another router.
      device.jumpHostId,
      device.batch,
    ]),
    commands.map(({ line, kind, lines }) => [line, kind, lines && Object.entries(lines).sort()]),
    batchSize,
    strategy,
    devicesPerHour,
    [options.order, options.priority, options.deadlineMs, options.retries],
    options.canary && [options.canary.size, options.canary.perPlatformAndCountry, options.canary.after],
    STOP_RULES.map((rule) => options.stopRules[rule]),
  ]);
  return createHash('sha256').update(canonical).digest('hex');
}

function checkConfirmation({ commands, devices }: Draft, confirmDevices: number | undefined): void {
  if (!commands.some(({ kind }) => kind === 'change') || confirmDevices === devices.length) return;
  throw badInput(
    'confirmDevices',
    `expected ${devices.length}, the number of devices that the changing commands will be sent to`,
  );
}

function countByCountry(devices: readonly PlannedDevice[]) {
  const totals = new Map<string, number>();
  for (const { country } of devices) totals.set(country, (totals.get(country) ?? 0) + 1);
  return [...totals]
    .map(([country, total]) => ({ country, total }))
    .sort((a, b) => b.total - a.total || a.country.localeCompare(b.country));
}

function warningsOf({ limits }: Services, draft: Draft, history: readonly number[]): PlanWarning[] {
  const { devices, commands, batchSize } = draft;
  const changing = commands.filter(({ kind }) => kind === 'change').map(({ line }) => line);
  const warnings: PlanWarning[] = [];
  if (changing.length > 0) {
    warnings.push({ code: 'changing_commands', message: `May change routers: ${changing.join('; ')}` });
  }
  warnings.push(...lineWarnings(commands, linesByPlatform(commands, devices)));
  if (batchSize === 0 && devices.length > limits.maxBatchSize) {
    warnings.push({ code: 'all_at_once', message: `All ${devices.length} devices are contacted at once` });
  }
  if (batchSize === 0 && devices.length > limits.maxSessions) {
    warnings.push({
      code: 'more_than_sessions',
      message: `At most ${limits.maxSessions} sessions are open at one time; the other devices wait`,
    });
  }
  if (history.length === 0)
    warnings.push({ code: 'no_history', message: 'These commands never ran here: the duration is assumed' });
  return warnings;
}

/** Of a job that nobody gave a title. */
export function defaultTitle({ commands, devices, origin }: Pick<Draft, 'commands' | 'devices' | 'origin'>): string {
  if (origin.template) return origin.template.name;
  const first = commandViews(commands)[0]!.title ?? commands[0]!.line;
  const more = commands.length > 1 ? ` and ${commands.length - 1} more` : '';
  const count = `${devices.length} ${devices.length === 1 ? 'device' : 'devices'}`;
  return `${first}${more} on ${count}${origin.group ? ` of ${origin.group.name}` : ''}`;
}
