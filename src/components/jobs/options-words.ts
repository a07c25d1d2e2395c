import { formatCount, formatEstimate, formatNumber } from '@/domain/format';
import type { Order, Priority } from '@/domain/job-options';
import { STOP_RULES, type StopRule } from '@/domain/job-options';
import type { Canary, JobOptions, StopRules } from '@/domain/job-options-schema';

export const ORDER_LABELS = {
  selected: 'As selected',
  spread: 'Spread over countries',
} satisfies Record<Order, string>;

export const PRIORITY_LABELS = { low: 'Low', normal: 'Normal', high: 'High' } satisfies Record<Priority, string>;

export interface StopRuleWords {
  readonly label: string;
  /** After a number: `5 %`. */
  readonly unit: string;
  /** What must happen for the job to end, with the limit: `3 devices failed`. */
  readonly reached: (limit: number) => string;
}

export const STOP_RULE_WORDS = {
  failedDevices: {
    label: 'Failed devices',
    unit: '',
    reached: (limit) => `${formatCount(limit, 'device')} failed`,
  },
  failedPercent: { label: 'Failed share', unit: ' %', reached: (limit) => `${limit} % of all devices failed` },
  failuresInRow: { label: 'Failures in a row', unit: '', reached: (limit) => `${formatNumber(limit)} failed in a row` },
  commandRefusals: {
    label: 'Refused commands',
    unit: '',
    reached: (limit) => `${formatCount(limit, 'command')} ${limit === 1 ? 'was' : 'were'} refused`,
  },
} satisfies Record<StopRule, StopRuleWords>;

/** `First 2 devices as canary, then waits for you.` */
export function canarySentence(canary: Canary, devices: number): string {
  const who = canary.perPlatformAndCountry
    ? `One device per platform and country (${formatNumber(devices)}) as canary`
    : `First ${formatCount(devices, 'device')} as canary`;
  return `${who}, then ${canary.after === 'wait' ? 'waits for you' : 'goes on by itself'}.`;
}

const orList = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;

/** `Stops once 3 devices failed or 5 failed in a row.`; null without a rule. */
export function stopSentence(rules: StopRules): string | null {
  const reached = STOP_RULES.flatMap((rule) => {
    const limit = rules[rule];
    return limit === null ? [] : [STOP_RULE_WORDS[rule].reached(limit)];
  });
  return reached.length === 0 ? null : `Stops once ${orList(reached)}.`;
}

/** What the options add to "Runs 5 commands on 412 devices", a sentence each. `canaryDevices`: size of the first batch. */
export function optionSentences(options: JobOptions, canaryDevices: number): string[] {
  const stop = stopSentence(options.stopRules);
  return [
    ...(options.canary ? [canarySentence(options.canary, canaryDevices)] : []),
    ...(stop ? [stop] : []),
    ...(options.deadlineMs === null ? [] : [`Ends after ${formatEstimate(options.deadlineMs)} at the latest.`]),
  ];
}

const CANARY_SUMMARY = { continue: 'goes on by itself', wait: 'waits for a person' } satisfies Record<
  Canary['after'],
  string
>;

const RULE_SUMMARY = {
  failedDevices: (limit) => `${formatNumber(limit)} failed`,
  failedPercent: (limit) => `${limit} % failed`,
  failuresInRow: (limit) => `${formatNumber(limit)} in a row`,
  commandRefusals: (limit) => `${formatNumber(limit)} refused`,
} satisfies Record<StopRule, (limit: number) => string>;

/** One line of what differs from a plain job: `canary of 2, waits for a person · stops at 3 failed · 1 retry`. */
export function optionsSummary(options: {
  order?: Order | undefined;
  priority?: Priority | undefined;
  retries?: number | undefined;
  deadlineMs?: number | null | undefined;
  canary?: { size?: number | undefined; after?: Canary['after'] | undefined } | null | undefined;
  stopRules?: Partial<Record<StopRule, number | undefined>> | null | undefined;
}): string {
  const { order, priority, retries, deadlineMs, canary, stopRules } = options;
  const rules = STOP_RULES.flatMap((rule) => {
    const limit = stopRules?.[rule];
    return limit === undefined ? [] : [RULE_SUMMARY[rule](limit)];
  });
  const parts = [
    order === 'spread' && 'spread over countries',
    canary &&
      `canary of ${canary.size ?? 'one per platform and country'}, ${CANARY_SUMMARY[canary.after ?? 'continue']}`,
    rules.length > 0 && `stops at ${orList(rules)}`,
    !!retries && formatCount(retries, 'retry', 'retries'),
    priority && priority !== 'normal' && `${priority} priority`,
    deadlineMs && `ends after ${formatEstimate(deadlineMs)}`,
  ];
  return parts.filter(Boolean).join(' · ') || 'No canary, no stop rules, in the order selected';
}
