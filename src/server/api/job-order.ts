import type { Strategy } from '@/domain/job';
import type { NamedOrigin, SelectionFilter } from '@/domain/job-origin';
import type { Services } from './context';
import { notFound } from './errors';
import { optionsInputOf } from './job-options-input';
import { defaultTitle } from './job-plan';

/** Answer of `jobs.order`: what was ordered, in the fields of `jobs.create`, and what has become of it. */
export interface JobOrderView {
  readonly jobId: string;
  /** Null where nobody gave the job one of its own. */
  readonly title: string | null;
  /** All of the input but title and selection. */
  readonly settings: JobSettings;
  /** How the devices were selected; null: one by one. */
  readonly selection: {
    readonly filter: SelectionFilter | null;
    /** `exists`: false where the group was deleted since. */
    readonly group: (NamedOrigin & { readonly exists: boolean }) | null;
  } | null;
  /** Devices of the plan that the inventory still has, in the order of the plan. */
  readonly deviceIds: readonly string[];
  /** Those that it no longer has. */
  readonly gone: readonly { readonly deviceId: string; readonly name: string }[];
}

export interface JobSettings extends ReturnType<typeof optionsInputOf> {
  readonly commands: string[];
  readonly batchSize: number;
  readonly strategy: Strategy;
  readonly devicesPerHour: number | null;
}

export async function jobOrder(services: Services, jobId: string): Promise<JobOrderView> {
  const job = await services.engine.read(jobId);
  if (!job) throw notFound(`Job ${jobId}`);
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
    title: plan.title === defaultTitle(plan) ? null : plan.title,
    settings: {
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
