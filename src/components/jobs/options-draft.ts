import type { Order, Priority } from '@/domain/job-options';
import { STOP_RULES, type StopRule } from '@/domain/job-options';
import type { Canary } from '@/domain/job-options-schema';
import { DEFAULT_OPTIONS } from '@/domain/job-options-schema';
import type { Inputs } from '../shell/api';

export const CANARIES = ['none', 'size', 'each'] as const;
/** `each`: one device per platform and country. */
export type CanaryChoice = (typeof CANARIES)[number];

/** What a draft says beyond devices, commands and pace. Numbers stand as typed; empty is no limit. */
export interface OptionsDraft {
  readonly order: Order;
  readonly priority: Priority;
  readonly retries: number;
  readonly deadlineMinutes: string;
  readonly canary: CanaryChoice;
  readonly canarySize: string;
  readonly canaryAfter: Canary['after'];
  readonly stopRules: Readonly<Record<StopRule, string>>;
}

/** What each part of the section is given. */
export interface OptionsProps {
  options: OptionsDraft;
  change: (part: Partial<OptionsDraft>) => void;
  /** By field of the input of `jobs.plan`. */
  errors: Readonly<Record<string, string | undefined>>;
}

export const NEW_OPTIONS: OptionsDraft = {
  order: DEFAULT_OPTIONS.order,
  priority: DEFAULT_OPTIONS.priority,
  retries: DEFAULT_OPTIONS.retries,
  deadlineMinutes: '',
  canary: 'none',
  canarySize: '2',
  canaryAfter: 'wait',
  stopRules: { failedDevices: '', failedPercent: '', failuresInRow: '', commandRefusals: '' },
};

/** A field of the options by its name in the input of `jobs.plan`, so that the server's complaints find their place. */
export type OptionField = 'deadlineMs' | 'canary.size' | `stopRules.${StopRule}`;

interface Bounds {
  readonly max: number;
  readonly whole: boolean;
}

const MINUTE_MS = 60_000;
const WEEK_MINUTES = 7 * 24 * 60;
const BOUNDS = {
  deadlineMs: { max: WEEK_MINUTES, whole: false },
  'canary.size': { max: 1_000, whole: true },
  'stopRules.failedDevices': { max: 20_000, whole: true },
  'stopRules.failedPercent': { max: 100, whole: false },
  'stopRules.failuresInRow': { max: 20_000, whole: true },
  'stopRules.commandRefusals': { max: 1_000_000, whole: true },
} satisfies Record<OptionField, Bounds>;

function numberOf(text: string, { max, whole }: Bounds): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value > 0 && value <= max && (!whole || Number.isInteger(value)) ? value : null;
}

function textOf(options: OptionsDraft, field: OptionField): string {
  if (field === 'deadlineMs') return options.deadlineMinutes;
  if (field === 'canary.size') return options.canarySize;
  return options.stopRules[field.slice('stopRules.'.length) as StopRule];
}

/** Null where the field is empty or wrong. */
const numberIn = (options: OptionsDraft, field: OptionField) => numberOf(textOf(options, field), BOUNDS[field]);

/** What is wrong with what was typed, by field; fields that do not count (the size of no canary) are never wrong. */
export function optionErrors(options: OptionsDraft): Partial<Record<OptionField, string>> {
  const errors: Partial<Record<OptionField, string>> = {};
  for (const field of Object.keys(BOUNDS) as OptionField[]) {
    const mayBeEmpty = field !== 'canary.size';
    if (field === 'canary.size' && options.canary !== 'size') continue;
    if ((mayBeEmpty && textOf(options, field).trim() === '') || numberIn(options, field) !== null) continue;
    const { max, whole } = BOUNDS[field];
    const limit = max.toLocaleString('en-GB');
    errors[field] = whole
      ? `Expected a whole number from 1 to ${limit}`
      : `Expected a number above 0, at most ${limit}`;
  }
  return errors;
}

type OptionsInput = Pick<
  Inputs['jobs']['plan'],
  'order' | 'priority' | 'retries' | 'deadlineMs' | 'canary' | 'stopRules'
>;

/** The part of the input of `jobs.plan` that the options are; what is as always is left out. */
export function optionsInput(options: OptionsDraft): OptionsInput {
  const minutes = numberIn(options, 'deadlineMs');
  const canary = canaryInput(options);
  const stopRules = STOP_RULES.flatMap((rule) => {
    const limit = numberIn(options, `stopRules.${rule}`);
    return limit === null ? [] : [[rule, limit] as const];
  });
  return {
    ...(options.order === DEFAULT_OPTIONS.order ? {} : { order: options.order }),
    ...(options.priority === DEFAULT_OPTIONS.priority ? {} : { priority: options.priority }),
    ...(options.retries === DEFAULT_OPTIONS.retries ? {} : { retries: options.retries }),
    ...(minutes === null ? {} : { deadlineMs: Math.round(minutes * MINUTE_MS) }),
    ...(canary ? { canary } : {}),
    ...(stopRules.length === 0 ? {} : { stopRules: Object.fromEntries(stopRules) }),
  };
}

function canaryInput(options: OptionsDraft): OptionsInput['canary'] {
  const after = options.canaryAfter;
  if (options.canary === 'each') return { perPlatformAndCountry: true, after };
  const size = numberIn(options, 'canary.size');
  return options.canary === 'size' && size !== null ? { size, after } : null;
}
