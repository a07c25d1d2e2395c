import type { JobPlan } from './job';
import { STOP_RULES, type StopRule } from './job-options';
import type { JobProgress } from './progress';
import type { StopRuleValue } from './stop-rule-schema';

/** So many failed logins suspend a credential in its job: many AAA servers lock an account at the third. */
export const MAX_FAILED_LOGINS = 2;

/** Every rule that the job has, with its value and its limit. A limit counts when it is reached. */
export function stopRuleValues(
  { options }: Pick<JobPlan, 'options'>,
  { counts, record }: Pick<JobProgress, 'counts' | 'record'>,
): StopRuleValue[] {
  const failed = counts.failed + counts.unknown;
  const values: Record<StopRule, number> = {
    failedDevices: failed,
    failedPercent: counts.total === 0 ? 0 : Math.round((failed * 10_000) / counts.total) / 100,
    failuresInRow: record.failuresInRow,
    commandRefusals: record.commandRefusals,
  };
  return STOP_RULES.flatMap((rule) => {
    const limit = options.stopRules[rule];
    return limit === null ? [] : [{ rule, value: values[rule], limit, reached: values[rule] >= limit }];
  });
}
