import { formatCount, formatEstimate } from '@/domain/format';
import type { DeviceProgress } from '@/domain/progress';
import { parseReason, type Reason } from '@/domain/reason';
import { FAILURE_VIEWS } from './failure-catalogue';
import { STOP_RULE_WORDS } from './options-words';

/** A reason of a job or a device in the words of the page. */
export function reasonWords(text: string): string {
  const reason = parseReason(text);
  return reason === null ? text.replaceAll('_', ' ') : wordsOf(reason);
}

function wordsOf(reason: Reason): string {
  switch (reason.kind) {
    case 'credential_suspect':
      return 'credential suspended';
    case 'stop_rule': {
      const { label, unit } = STOP_RULE_WORDS[reason.rule];
      return `stop rule: ${label.toLowerCase()} ${reason.value}${unit} of ${reason.limit}${unit}`;
    }
    case 'canary_passed':
      return 'the canary passed';
    case 'canary_failed':
      return 'the canary failed';
    case 'deadline':
      return `deadline of ${formatEstimate(reason.ms)} passed`;
    case 'away':
      return `the portal was away for ${formatCount(reason.minutes, 'minute')}`;
    case 'restored':
      return 'this portal was restored from a backup, and does not know what ran after it was made';
    case 'stopped_after_batch':
      return `stopped after batch ${reason.batch} by ${reason.by}`;
    case 'person':
      return `by ${reason.by}`;
    case 'portal_stopped':
      return 'the portal stopped';
    case 'portal_restarted':
      return 'the portal was restarted';
    case 'retried':
      return FAILURE_VIEWS[reason.failure].label;
    case 'internal':
      return 'internal error of the portal';
    default:
      return reason satisfies never;
  }
}

/** `try 2` of a device that was retried by itself; `waits for try 2` until that one begins. */
export function tryText({ state, retries }: Pick<DeviceProgress, 'state' | 'retries'>): string {
  const nth = `try ${retries + 1}`;
  return state === 'pending' ? `waits for ${nth}` : nth;
}
