import { z } from 'zod';
import { MAX_RETRIES, ORDERS, PRIORITIES, STOP_RULES, type StopRule } from '@/domain/job-options';
import { DEFAULT_OPTIONS, type JobOptions } from '@/domain/job-options-schema';
import { badInput } from './errors';

const DAY_MS = 86_400_000;

const whole = (min: number, max: number) => {
  const text = `expected a whole number from ${min} to ${max}`;
  return z.number(text).int(text).min(min, text).max(max, text);
};

const canarySchema = z
  .strictObject({
    /** So many devices; exactly one of `size` and `perPlatformAndCountry`. */
    size: whole(1, 1_000).optional(),
    perPlatformAndCountry: z.literal(true, 'expected true, or leave it out').optional(),
    /** After it passed: go on by itself, or wait for a person. */
    after: z.enum(['continue', 'wait'], 'expected continue or wait').default('continue'),
  })
  .refine(({ size, perPlatformAndCountry }) => (size === undefined) === (perPlatformAndCountry === true), {
    path: ['size'],
    message: 'expected size or perPlatformAndCountry: true, and not both',
  });

const percentText = 'expected a number above 0 and up to 100';

const stopRulesSchema = z.strictObject({
  failedDevices: whole(1, 20_000).optional(),
  failedPercent: z.number(percentText).gt(0, percentText).max(100, percentText).optional(),
  failuresInRow: whole(1, 20_000).optional(),
  commandRefusals: whole(1, 1_000_000).optional(),
});

/** Fields of `jobs.plan` and `jobs.create` beyond devices, commands and pace. */
export const jobOptionsShape = {
  order: z.enum(ORDERS, `expected one of: ${ORDERS.join(', ')}`).default(DEFAULT_OPTIONS.order),
  priority: z.enum(PRIORITIES, `expected one of: ${PRIORITIES.join(', ')}`).default(DEFAULT_OPTIONS.priority),
  deadlineMs: whole(1, 7 * DAY_MS).nullish(),
  retries: whole(0, MAX_RETRIES).default(DEFAULT_OPTIONS.retries),
  canary: canarySchema.nullish(),
  stopRules: stopRulesSchema.nullish(),
};

const optionsSchema = z.object(jobOptionsShape);

/** Absent fields as null. Throws BAD_REQUEST where the canary would be the whole job. */
export function optionsOf(input: z.infer<typeof optionsSchema>, deviceCount: number): JobOptions {
  const { order, priority, deadlineMs, retries, canary, stopRules } = input;
  if (canary?.size !== undefined && canary.size >= deviceCount && deviceCount > 1) {
    throw badInput('canary.size', `expected fewer than the ${deviceCount} devices of the job`);
  }
  return {
    order,
    priority,
    retries,
    deadlineMs: deadlineMs ?? null,
    canary: canary
      ? { size: canary.size ?? null, perPlatformAndCountry: canary.perPlatformAndCountry ?? false, after: canary.after }
      : null,
    stopRules: { ...DEFAULT_OPTIONS.stopRules, ...stopRules },
  };
}

/** The input that gives these options again. */
export function optionsInputOf({ canary, stopRules, ...options }: JobOptions): z.infer<typeof optionsSchema> {
  const rules = STOP_RULES.filter((rule) => stopRules[rule] !== null).map((rule) => [rule, stopRules[rule]] as const);
  return {
    ...options,
    canary: canary && {
      ...(canary.perPlatformAndCountry ? { perPlatformAndCountry: true } : { size: canary.size ?? undefined }),
      after: canary.after,
    },
    stopRules: rules.length === 0 ? null : (Object.fromEntries(rules) as Partial<Record<StopRule, number>>),
  };
}
