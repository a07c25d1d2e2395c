import { FAILURE_KINDS } from './failure';
import type { FailureKind } from './failure-schema';
import { STOP_RULES, type StopRule } from './job-options';

/**
 * Why a job stopped or stands, why a device was skipped or waits for another try. Stored and sent as the text of
 * `reasonText`; whoever shows it in words of its own reads it back with `parseReason`.
 */
export type Reason =
  /** Too many logins with the device's credential failed in this job. */
  | { readonly kind: 'credential_suspect' }
  | { readonly kind: 'stop_rule'; readonly rule: StopRule; readonly value: number; readonly limit: number }
  | { readonly kind: 'canary_passed' }
  | { readonly kind: 'canary_failed'; readonly devices: number }
  | { readonly kind: 'deadline'; readonly ms: number }
  /** The portal was away for so long that a person has to say whether the job goes on. */
  | { readonly kind: 'away'; readonly minutes: number }
  /** The database is a backup: what happened after it was made is not known. */
  | { readonly kind: 'restored' }
  | { readonly kind: 'stopped_after_batch'; readonly batch: number; readonly by: string }
  /** A person did it. */
  | { readonly kind: 'person'; readonly by: string }
  | { readonly kind: 'portal_stopped' }
  | { readonly kind: 'portal_restarted' }
  /** The device failed like this and is tried again. */
  | { readonly kind: 'retried'; readonly failure: FailureKind }
  | { readonly kind: 'internal' };

export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'credential_suspect':
    case 'internal':
      return reason.kind;
    case 'stop_rule':
      return `stop rule ${reason.rule}: ${reason.value} reached the limit of ${reason.limit}`;
    case 'canary_passed':
      return 'the canary passed; the rest waits for a person';
    case 'canary_failed':
      return `canary: not every one of its ${reason.devices} devices completed`;
    case 'deadline':
      return `deadline: not done after ${reason.ms} ms`;
    case 'away':
      return `the portal was away for ${reason.minutes} minutes`;
    case 'restored':
      return 'restored from a backup';
    case 'stopped_after_batch':
      return `stopped after batch ${reason.batch} by ${reason.by}`;
    case 'person':
      return `by ${reason.by}`;
    case 'portal_stopped':
      return 'the portal stopped';
    case 'portal_restarted':
      return 'the portal was restarted';
    case 'retried':
      return reason.failure;
    default:
      return reason satisfies never;
  }
}

const FIXED = (
  ['credential_suspect', 'internal', 'canary_passed', 'restored', 'portal_stopped', 'portal_restarted'] as const
).map((kind): Reason => ({ kind }));

/** Texts with numbers or names in them, each as `reasonText` writes it. */
const PATTERNS: readonly (readonly [RegExp, (groups: readonly string[]) => Reason | null])[] = [
  [
    /^stop rule (\w+): (\S+) reached the limit of (\S+)$/,
    ([name, value, limit]) => {
      const rule = STOP_RULES.find((known) => known === name);
      return rule ? { kind: 'stop_rule', rule, value: Number(value), limit: Number(limit) } : null;
    },
  ],
  [/^canary: not every one of its (\d+) devices completed$/, ([n]) => ({ kind: 'canary_failed', devices: Number(n) })],
  [/^deadline: not done after (\d+) ms$/, ([ms]) => ({ kind: 'deadline', ms: Number(ms) })],
  [/^the portal was away for (\d+) minutes$/, ([minutes]) => ({ kind: 'away', minutes: Number(minutes) })],
  [/^by (.*)$/s, ([by]) => ({ kind: 'person', by: by! })],
  [
    /^stopped after batch (\d+) by (.*)$/s,
    ([batch, by]) => ({ kind: 'stopped_after_batch', batch: Number(batch), by: by! }),
  ],
];

/** Null: a text that no version of this program wrote. */
export function parseReason(text: string): Reason | null {
  const fixed = FIXED.find((reason) => reasonText(reason) === text);
  if (fixed) return fixed;
  const failure = FAILURE_KINDS.find((kind) => kind === text);
  if (failure) return { kind: 'retried', failure };
  for (const [pattern, read] of PATTERNS) {
    const found = pattern.exec(text);
    if (found) return read(found.slice(1));
  }
  return null;
}
