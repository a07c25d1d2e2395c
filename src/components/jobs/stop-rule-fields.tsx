'use client';
import { STOP_RULES } from '@/domain/job-options';
import { MAX_FAILED_LOGINS } from '@/domain/stop-rule';
import { NumberField } from './number-field';
import type { OptionsProps } from './options-draft';
import { STOP_RULE_WORDS } from './options-words';

/** Limits at which no further device starts and the job ends. */
export function StopRuleFields({ options, change, errors }: OptionsProps) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-xs">Stop rules</legend>
      <p className="-mt-1 text-muted-foreground text-xs">
        When one of these is reached, no further device starts and the job ends as failed. Empty is no limit.
      </p>
      <div className="grid grid-cols-2 gap-x-5 gap-y-3 xl:grid-cols-4">
        {STOP_RULES.map((rule) => (
          <NumberField
            key={rule}
            label={STOP_RULE_WORDS[rule].label}
            unit={STOP_RULE_WORDS[rule].unit.trim()}
            error={errors[`stopRules.${rule}`]}
            value={options.stopRules[rule]}
            onChange={(limit) => change({ stopRules: { ...options.stopRules, [rule]: limit } })}
          />
        ))}
      </div>
      <p className="text-muted-foreground text-xs">
        Always on: {MAX_FAILED_LOGINS} failed logins suspend that credential in this job, before a router locks the
        account.
      </p>
    </fieldset>
  );
}
