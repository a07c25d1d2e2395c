import type { ConnectionReport, ConnectionStep } from '@/domain/connection-test';
import { formatDuration } from '@/domain/format';
import { FAILURE_VIEWS, failureDetail } from '../jobs/failure-catalogue';

export const STEP_WORDS = {
  wait: 'Free channel',
  reuse: 'Open connection, shared',
  resolve: 'Address',
  connect: 'TCP connection',
  handshake: 'SSH handshake',
  host_key: 'Host key',
  login: 'Login',
  prompt: 'Prompt',
} satisfies Record<ConnectionStep, string>;

export interface HopSteps {
  /** Null: the device itself. */
  readonly jumpHost: string | null;
  readonly steps: ConnectionReport['steps'];
}

/** The steps under their hops, in the order in which they were made. */
export function hopsOf({ steps }: Pick<ConnectionReport, 'steps'>): HopSteps[] {
  const hops: HopSteps[] = [];
  for (const step of steps) {
    const last = hops.at(-1);
    if (last?.jumpHost === step.jumpHost) hops[hops.length - 1] = { ...last, steps: [...last.steps, step] };
    else hops.push({ jumpHost: step.jumpHost, steps: [step] });
  }
  return hops;
}

/** `Login refused: the router refused password for netops`; of a device that a job holds, what to do. */
export function outcomeOf({ failure }: Pick<ConnectionReport, 'failure'>): string {
  if (failure === null) return 'Every step went well.';
  if (failure.kind === 'device_locked') return 'A job holds its one session at this moment. Try again when it is done.';
  const { label } = FAILURE_VIEWS[failure.kind];
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${failureDetail(failure)}`;
}

/** Steps are short: milliseconds up to a second. */
export const stepDuration = (ms: number): string => (ms < 1_000 ? `${ms} ms` : formatDuration(ms));
