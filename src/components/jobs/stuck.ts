import type { DeviceProgress } from '@/domain/progress';

/** How long a command usually takes, from devices that completed it, in milliseconds. */
export interface UsualTime {
  readonly samples: number;
  readonly p50: number;
  readonly p95: number;
}

/** `slow`: twice what 95 of 100 devices take. `silent`: the router has said nothing for long. */
export type Stuck =
  | { readonly why: 'slow'; readonly usualMs: number }
  | { readonly why: 'silent'; readonly ms: number };

/** Fewer devices say nothing about what is usual. */
const ENOUGH_SAMPLES = 5;

/** The usual times of one command: over all devices, and by platform. */
export interface CommandUsual extends UsualTime {
  readonly platforms: readonly ({ readonly platform: string } & UsualTime)[];
}

/** What is usual on this platform; as long as few of its devices have answered, what is usual on all. */
export function usualOn(platform: string | undefined, command: CommandUsual | undefined): UsualTime | undefined {
  const own = command?.platforms.find((usual) => usual.platform === platform);
  return own && own.samples >= ENOUGH_SAMPLES ? own : command;
}
/** Twice of very little is still little: nobody should look up for it. */
const MIN_SLOW_MS = 5_000;
/** A quarter of the clock that ends a silent command by default. */
const SILENT_MS = 15_000;
/** Connecting and logging in have clocks of their own; by then most sessions are long over. */
const SLOW_LOGIN_MS = 30_000;

/** Whether a running device needs a look at the time `now` (of the server, milliseconds since the epoch); null: it does not. */
export function stuckOf(device: DeviceProgress, usual: UsualTime | undefined, now: number): Stuck | null {
  if (device.state !== 'running' || !device.startedAt) return null;
  if (!device.commandStartedAt) {
    const ms = now - Date.parse(device.startedAt);
    return ms >= SLOW_LOGIN_MS ? { why: 'silent', ms } : null;
  }
  const age = now - Date.parse(device.commandStartedAt);
  if (usual && usual.samples >= ENOUGH_SAMPLES && age > Math.max(2 * usual.p95, MIN_SLOW_MS)) {
    return { why: 'slow', usualMs: usual.p95 };
  }
  const silent = now - Date.parse(device.received?.at ?? device.commandStartedAt);
  // Where it usually takes as long, silence is what this command sounds like.
  const patience = Math.max(SILENT_MS, usual && usual.samples >= ENOUGH_SAMPLES ? usual.p95 : 0);
  return silent > patience ? { why: 'silent', ms: silent } : null;
}
