import { catalogueCommand } from '@/domain/command';
import { COMMAND_CATALOGUE } from '@/domain/command-catalogue';
import type { DeepReadonly } from '@/domain/deep-readonly';
import { ownFilter } from '@/domain/device-schema';
import { STOP_RULES } from '@/domain/job-options';
import type { Inputs } from '../shell/api';
import { type JobDraft, newDraft, type Selection } from './job-draft';
import { NEW_OPTIONS, type OptionsDraft } from './options-draft';

/** A job as it was ordered, by a template or an earlier job. */
export type JobOrder = DeepReadonly<Inputs['templates']['create']['order']>;

/** The draft that `orderOf` makes this order of again. */
export function draftOfOrder(order: JobOrder): JobDraft {
  return {
    ...newDraft([]),
    ...selectionDraft(order),
    ...commandsDraft(order.commands),
    title: order.title ?? '',
    ...(order.batchSize === undefined ? {} : { batchSize: order.batchSize }),
    ...(order.strategy ? { strategy: order.strategy } : {}),
    devicesPerHour: textOf(order.devicesPerHour),
    options: optionsDraftOf(order),
  };
}

/** How the devices are picked. A filter that is countries alone becomes ticks, any other stays a filter. */
export function selectionDraft(selection: DeepReadonly<Selection>): Pick<JobDraft, 'mode'> & Partial<JobDraft> {
  const { deviceIds, groupId, filter = {} } = selection;
  if (deviceIds) return { mode: 'hand', deviceIds };
  const { all, ...fields } = filter;
  if (groupId) return { mode: 'group', groupId, groupFilter: ownFilter(fields) };
  if (all) return { mode: 'all' };
  const ticks = countriesAlone(fields);
  return ticks ? { mode: 'countries', countries: ticks } : { mode: 'filter', filter: ownFilter(fields) };
}

function countriesAlone({ country, countries = [], ...others }: DeepReadonly<NonNullable<Selection['filter']>>) {
  if (Object.keys(others).length > 0) return null;
  if (country) return countries.length === 0 ? [country] : null;
  return countries.length > 1 ? countries : null;
}

/**
 * Catalogue commands first and in the catalogue's order become ticks; from the first that is not on, all are lines of
 * one's own, so that the order stays as it is.
 */
function commandsDraft(commands: readonly string[]): Pick<JobDraft, 'references' | 'ownText'> {
  let last = -1;
  let ticks = 0;
  for (const entry of commands) {
    const known = catalogueCommand(entry);
    const place = known ? COMMAND_CATALOGUE.indexOf(known) : -1;
    if (place <= last) break;
    last = place;
    ticks += 1;
  }
  return { references: commands.slice(0, ticks), ownText: commands.slice(ticks).join('\n') };
}

const textOf = (value: number | null | undefined) => (value == null ? '' : String(value));

const MINUTE_MS = 60_000;

function optionsDraftOf(order: JobOrder): OptionsDraft {
  const { canary, stopRules, deadlineMs } = order;
  const rules = STOP_RULES.map((rule) => [rule, textOf(stopRules?.[rule])] as const);
  return {
    ...NEW_OPTIONS,
    ...(order.order ? { order: order.order } : {}),
    ...(order.priority ? { priority: order.priority } : {}),
    ...(order.retries === undefined ? {} : { retries: order.retries }),
    deadlineMinutes: textOf(deadlineMs == null ? null : deadlineMs / MINUTE_MS),
    ...(canary
      ? {
          canary: canary.perPlatformAndCountry ? ('each' as const) : ('size' as const),
          canarySize: textOf(canary.size) || NEW_OPTIONS.canarySize,
          canaryAfter: canary.after ?? 'continue',
        }
      : {}),
    stopRules: Object.fromEntries(rules) as OptionsDraft['stopRules'],
  };
}
