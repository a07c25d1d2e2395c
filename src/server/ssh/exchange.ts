import type { Failure, TimeoutPhase } from '@/domain/failure-schema';
import type { CommandResult } from '@/server/engine/ports';
import type { Channel, Standing } from './channel';
import { OutputKeeper } from './output-keeper';
import type { OutputMask } from './redact';
import { plainText } from './wire-failure';

/**
 * When a prompt at the end of what came is taken for the end of the answer. In one piece and after the echo: as soon as
 * the event loop has turned once with nothing more, since a settle time would cost its length for each command of each
 * router, and a look-alike that a router prints in an output line is followed by the rest of that line. In pieces: after
 * SETTLE_MS of silence. A prompt with no echo before it, or a question: after QUIET_MS, so that neither a prompt that was
 * printed again before the echo nor words in a slow output count.
 */
const SETTLE_MS = 25;
const QUIET_MS = 300;
/** A timer that rings so late tells of this process standing still, not of a silent router: what it sent may be unread. */
const LATE_MS = 10;
/** Output is given on when there is so much of it, and when it has waited so long. */
const PIECE_BYTES = 32 * 1024;
const PIECE_MS = 250;
/** With so much not taken by its reader, the router has to wait. */
const HIGH_WATER_BYTES = 256 * 1024;

export interface ExchangeClock {
  readonly phase: Extract<TimeoutPhase, 'prompt' | 'command'>;
  /** Of silence; or, with a deadline, what the whole phase may take. */
  readonly ms: number;
  /** In milliseconds of `performance.now()`. */
  readonly deadline?: number;
}

export interface ExchangeOptions {
  readonly clock: ExchangeClock;
  readonly maxOutputBytes: number;
  /** Takes the passwords out of the output before anybody sees it. */
  readonly mask?: OutputMask;
  /** A question that is waited for, as `Password:` after `enable`. */
  readonly expectedQuestion?: RegExp;
  /** Questions that end this answer without being a failure, once nothing more has come for a while. */
  readonly allowedQuestions?: readonly RegExp[];
  pause(): void;
  resume(): void;
}

/** How an answer ended: with a prompt, with the question that was waited for, or with a failure. */
export type ExchangeEnd =
  | { readonly kind: 'prompt' | 'question'; readonly text: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One line and its answer, from the moment the line leaves. Owns the clocks; ends exactly once. */
export class Exchange {
  readonly output: OutputKeeper;
  private readonly channel: Channel;
  private readonly options: ExchangeOptions;
  private ending: ExchangeEnd | null = null;
  private paused = false;
  private wake: (() => void) | null = null;
  private lastDataAt = performance.now();
  private idleTimer: NodeJS.Timeout | undefined;
  private idleTurn: NodeJS.Immediate | undefined;
  private standingTimer: NodeJS.Timeout | undefined;
  private standingTurn: NodeJS.Immediate | undefined;
  private pieceTimer: NodeJS.Timeout | undefined;
  private pieceIsDue = false;

  constructor(channel: Channel, options: ExchangeOptions) {
    this.channel = channel;
    this.options = options;
    this.output = new OutputKeeper(options.maxOutputBytes);
    this.watchClock();
  }

  get end(): ExchangeEnd | null {
    return this.ending;
  }

  /** The output line by which the router has rejected the line; null when there is none. */
  get refusal(): string | null {
    return this.channel.refusal;
  }

  data(chunk: Buffer): void {
    if (this.ending) return;
    this.lastDataAt = performance.now();
    this.keep(this.channel.feed(chunk));
    this.judge(this.channel.standing);
    if (this.output.readyBytes >= PIECE_BYTES) this.pieceDue();
    else if (this.output.readyBytes > 0) this.pieceTimer ??= setTimeout(() => this.pieceDue(), PIECE_MS);
    if (this.output.readyBytes >= HIGH_WATER_BYTES && !this.paused) {
      this.paused = true;
      this.options.pause();
    }
  }

  fail(failure: Failure): void {
    this.finish({ kind: 'failed', failure });
  }

  /** The next piece of output as it comes; null when there is none any more. For one reader. */
  async nextPiece(): Promise<Buffer | null> {
    while (this.ending === null && !this.pieceIsDue) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.pieceIsDue = false;
    clearTimeout(this.pieceTimer);
    this.pieceTimer = undefined;
    const piece = this.output.take();
    if (this.paused) {
      this.paused = false;
      // The silence was this side's own.
      this.lastDataAt = performance.now();
      this.options.resume();
    }
    return piece;
  }

  /** All of it, for answers that nobody watches. */
  async whole(): Promise<{ readonly end: ExchangeEnd; readonly text: string }> {
    const pieces: Buffer[] = [];
    for (let piece = await this.nextPiece(); piece !== null; piece = await this.nextPiece()) pieces.push(piece);
    return { end: this.ending!, text: Buffer.concat(pieces).toString('utf8') };
  }

  private keep(output: Buffer): void {
    this.output.push(this.options.mask?.push(output) ?? output);
  }

  private judge(standing: Standing): void {
    clearTimeout(this.standingTimer);
    clearImmediate(this.standingTurn);
    switch (standing.kind) {
      case 'nothing':
        return;
      case 'prompt': {
        const accept = () => this.finish({ kind: 'prompt', text: standing.text });
        if (standing.sure) this.standingTurn = setImmediate(accept);
        else this.afterSilence(this.channel.awaitsEcho ? QUIET_MS : SETTLE_MS, accept);
        return;
      }
      case 'question': {
        if (this.options.expectedQuestion?.test(standing.text)) {
          this.finish({ kind: 'question', text: standing.text });
          return;
        }
        this.afterSilence(QUIET_MS, () => this.asked(standing.text));
        return;
      }
      default:
        standing satisfies never;
    }
  }

  private afterSilence(ms: number, act: () => void): void {
    const due = performance.now() + ms;
    this.standingTimer = setTimeout(() => {
      if (performance.now() > due + LATE_MS) this.afterSilence(ms, act);
      else act();
    }, ms);
  }

  private asked(text: string): void {
    const allowed = this.options.allowedQuestions?.some((question) => question.test(text)) ?? false;
    if (allowed) this.finish({ kind: 'question', text });
    else this.fail({ kind: 'unexpected_prompt', text: plainText(text) });
  }

  /** One timer for all chunks: it looks when it rings how long the silence really was. */
  private watchClock(): void {
    const { phase, ms } = this.options.clock;
    if (this.timeLeft() > 0) {
      this.idleTimer = setTimeout(() => this.watchClock(), Math.ceil(this.timeLeft()));
      return;
    }
    // Where this process stood still, timers come before what came in meanwhile: it is read first.
    this.idleTurn = setImmediate(() => {
      if (this.timeLeft() > 0) this.watchClock();
      else this.fail({ kind: 'timeout', phase, ms });
    });
  }

  private timeLeft(): number {
    const { ms, deadline } = this.options.clock;
    if (this.paused) return ms;
    return (deadline ?? this.lastDataAt + ms) - performance.now();
  }

  private pieceDue(): void {
    this.pieceIsDue = true;
    this.wake?.();
  }

  private finish(end: ExchangeEnd): void {
    if (this.ending) return;
    this.ending = end;
    clearTimeout(this.idleTimer);
    clearImmediate(this.idleTurn);
    clearTimeout(this.standingTimer);
    clearTimeout(this.pieceTimer);
    clearImmediate(this.standingTurn);
    this.keep(this.channel.finish());
    if (this.options.mask) this.output.push(this.options.mask.end());
    this.output.finish();
    this.wake?.();
  }
}

/** What the engine is told of a command that ended. */
export function commandResult({ output, end, refusal }: Exchange): CommandResult {
  const failed = end?.kind === 'failed' ? end.failure : null;
  const rejected: Failure | null = refusal === null ? null : { kind: 'command_rejected', message: plainText(refusal) };
  return {
    failure: failed ?? rejected,
    bytes: output.bytes,
    truncated: output.truncated,
    sent: true,
    usable: failed === null,
  };
}
