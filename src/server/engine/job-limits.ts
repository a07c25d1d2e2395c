import type { JobPlan } from '@/domain/job';
import type { JobProgress } from '@/domain/progress';
import type { Reason } from '@/domain/reason';
import { stopRuleValues } from '@/domain/stop-rule';

/** How the canary went; null: it is not through, or was judged before, or there is none. */
export function canaryVerdict({ options }: JobPlan, { record, batches }: JobProgress): 'passed' | 'failed' | null {
  if (!options.canary || record.canary) return null;
  const { completed, pending, running, total } = batches[0]!.counts;
  if (completed + pending + running < total) return 'failed';
  return completed === total ? 'passed' : null;
}

/** Why no further device may start; null: nothing speaks against it. */
export function reachedLimit(plan: JobPlan, progress: JobProgress): Reason | null {
  const reached = stopRuleValues(plan, progress).find((rule) => rule.reached);
  if (reached) return { kind: 'stop_rule', rule: reached.rule, value: reached.value, limit: reached.limit };
  if (progress.record.canary !== 'failed') return null;
  return { kind: 'canary_failed', devices: progress.batches[0]!.counts.total };
}
