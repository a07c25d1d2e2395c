import { FAILURE_KINDS, type FailureKind } from '@/domain/failure';
import type { DeviceProgress } from '@/domain/progress';
import { STOP_RULES } from '@/domain/stop-rule';
import { formatEstimate } from '../ui/format';
import { FAILURE_VIEWS } from './failure-catalogue';
import { STOP_RULE_WORDS } from './options-words';

/** Why a device was skipped when its credential no longer counts as safe to use. */
export const CREDENTIAL_SUSPECT = 'credential_suspect';

/** Why a job is paused after its canary, when it was told to wait. */
export const CANARY_PASSED = 'the canary passed; the rest waits for a person';

const FIXED: Readonly<Record<string, string>> = {
  [CREDENTIAL_SUSPECT]: 'credential suspended',
  internal: 'internal error of the portal',
  [CANARY_PASSED]: 'the canary passed',
};

const isFailureKind = (text: string): text is FailureKind => (FAILURE_KINDS as readonly string[]).includes(text);

/** A reason of a job or a device, as the engine wrote it, in the words of the page. */
export function reasonText(reason: string): string {
  const fixed = FIXED[reason];
  if (fixed) return fixed;
  if (isFailureKind(reason)) return FAILURE_VIEWS[reason].label;
  const rule = /^stop rule (\w+): ([\d.]+) reached the limit of ([\d.]+)$/.exec(reason);
  const known = STOP_RULES.find((name) => name === rule?.[1]);
  if (rule && known) {
    const { label, unit } = STOP_RULE_WORDS[known];
    return `stop rule: ${label.toLowerCase()} ${rule[2]}${unit} of ${rule[3]}${unit}`;
  }
  const deadline = /^deadline: not done after (\d+) ms$/.exec(reason);
  if (deadline) return `deadline of ${formatEstimate(Number(deadline[1]))} passed`;
  if (reason.startsWith('canary: ')) return 'the canary failed';
  return reason.replaceAll('_', ' ');
}

/** `try 2` of a device that was retried by itself; `waits for try 2` until that one begins. */
export function tryText({ state, retries }: Pick<DeviceProgress, 'state' | 'retries'>): string {
  const nth = `try ${retries + 1}`;
  return state === 'pending' ? `waits for ${nth}` : nth;
}
