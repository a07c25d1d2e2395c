import type { Failure } from '@/domain/failure-schema';
import { err, type Result } from '@/domain/result';
import type { Channel } from './channel';
import type { Exchange, ExchangeEnd } from './exchange';
import type { Platform } from './platforms/platform';
import type { LineOptions, Shell } from './shell';

/** What the steps between login and first command share. */
export interface Preparation {
  readonly shell: Shell;
  readonly channel: Channel;
  /** The clock and the bounds of each step. */
  readonly line: LineOptions;
  /** What the router may turn out to speak. */
  readonly records: readonly Platform[];
  /** Whether its platform was given: the records are then that platform's. */
  readonly isKnown: boolean;
  /** The software part of its identification line. */
  readonly ident: string;
}

/** What a router shows by itself. */
export interface Arrival {
  /** Everything before the first prompt. */
  readonly greeting: string;
  readonly prompt: string;
}

export async function answerTo(
  shell: Shell,
  exchange: Exchange,
): Promise<{ readonly end: ExchangeEnd; readonly text: string }> {
  const whole = await exchange.whole();
  shell.settle(exchange);
  return whole;
}

/** Ends the connection with this failure. */
export function giveUp(shell: Shell, failure: Failure): Result<never, Failure> {
  shell.abandon(failure);
  return err(failure);
}
