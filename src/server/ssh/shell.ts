import type { Failure } from '@/domain/failure-schema';
import type { CommandResult } from '@/server/engine/ports';
import type { Channel } from './channel';
import { commandResult, Exchange, type ExchangeClock } from './exchange';
import type { OutputMask } from './redact';
import type { Wire } from './wire';
import { connectionLost } from './wire-failure';

/** What one line is sent with. */
export interface LineOptions {
  readonly clock: ExchangeClock;
  readonly maxOutputBytes: number;
  readonly expectedQuestion?: RegExp;
  readonly allowedQuestions?: readonly RegExp[];
  readonly mask?: OutputMask;
}

/** One shell on one wire: one line at a time, and nothing that was not asked for. */
export class Shell {
  private current: Exchange | null = null;
  private gone: Failure | null = null;
  private lineEnd = '\n';
  private onGone: () => void = () => {};

  constructor(
    private readonly wire: Wire,
    private readonly channel: Channel,
  ) {
    wire.listen({
      // Between commands a router may print what it likes; it belongs to no command.
      data: (chunk) => this.current?.data(chunk),
      lost: (failure) => {
        this.gone ??= failure;
        this.current?.fail(failure);
        this.onGone();
      },
    });
  }

  /** Why no line can be sent any more; null while the shell is usable. */
  get failure(): Failure | null {
    return this.gone;
  }

  /** What ends each line from now on. */
  endLinesWith(lineEnd: string): void {
    this.lineEnd = lineEnd;
  }

  /** Waits for what the router says by itself. */
  greet(options: LineOptions): Exchange {
    return this.begin(null, null, options);
  }

  /** Sends exactly these keys, which are no line and have no echo. */
  press(keys: string, options: LineOptions): Exchange {
    return this.begin(keys, null, options);
  }

  /** Sends one line. A secret is not echoed and never becomes part of a text. */
  send(line: string, options: LineOptions & { readonly secret?: boolean }): Exchange {
    return this.begin(line + this.lineEnd, options.secret ? null : line, options);
  }

  /** The generator behind `Session.run`. */
  async *run(line: string, options: LineOptions): AsyncGenerator<Uint8Array, CommandResult, void> {
    if (this.gone !== null || this.current !== null) {
      const failure = this.gone ?? { kind: 'internal', detail: 'another command is running on this session' };
      return { failure, bytes: 0, truncated: false, sent: false, usable: false };
    }
    const exchange = this.send(line, options);
    // Ended already: not a byte of it was written.
    const sent = exchange.end === null;
    try {
      for (let piece = await exchange.nextPiece(); piece !== null; piece = await exchange.nextPiece()) yield piece;
      this.settle(exchange);
      return { ...commandResult(exchange), sent };
    } finally {
      // The reader left in mid-answer: what follows would be taken for the answer to the next line.
      if (exchange.end === null) this.abandon(connectionLost('the command was abandoned'));
      this.current = null;
    }
  }

  /** After an answer: a shell whose answer failed can hold no other command, and its connection is of no use. */
  settle(exchange: Exchange): void {
    this.current = null;
    if (exchange.end?.kind === 'failed') this.abandon(exchange.end.failure);
  }

  /** Ends the connection at once, with nothing more written. */
  abandon(failure: Failure): void {
    this.gone ??= failure;
    this.wire.destroy(failure);
  }

  /** Sends the line that ends a session, if any line can be sent, and closes. */
  async close(logOutLine: string, goodByeMs: number): Promise<void> {
    const idle = this.current === null;
    if (this.gone === null && idle && this.wire.write(logOutLine + this.lineEnd)) await this.untilGone(goodByeMs);
    this.gone ??= connectionLost('the session was closed');
    await this.wire.end();
  }

  private begin(text: string | null, echo: string | null, options: LineOptions): Exchange {
    const exchange = new Exchange(this.channel, {
      ...options,
      pause: () => this.wire.pause(),
      resume: () => this.wire.resume(),
    });
    this.current = exchange;
    this.channel.expect(echo);
    if (this.gone !== null) exchange.fail(this.gone);
    else if (text !== null && !this.wire.write(text)) exchange.fail(connectionLost('the connection is closed'));
    return exchange;
  }

  /** The router closes the session when it has read the good-bye; one that does not is not waited for. */
  private untilGone(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.onGone = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
