import type { Failure } from '@/domain/failure-schema';
import type { Wire, WireListener } from '@/server/ssh/wire';
import { connectionLost } from '@/server/ssh/wire-failure';
import type { Transcript } from './transcript';

/** Cuts the bytes of one step into the chunks in which they arrive. */
export type Cut = (bytes: Buffer) => readonly Buffer[];

/** A router that plays a transcript: each step's bytes come when exactly the step's line has been sent. */
export class PlayedWire implements Wire {
  readonly ident: string;
  readonly loggedInAt = performance.now();
  /** Everything that was sent, in the pieces in which it was. */
  readonly sent: string[] = [];
  private next = 1;
  private listener: WireListener | null = null;

  constructor(
    private readonly transcript: Transcript,
    private readonly cut: Cut,
  ) {
    this.ident = transcript.ident;
  }

  listen(listener: WireListener): void {
    this.listener = listener;
    this.play(0);
  }

  write(text: string): boolean {
    this.sent.push(text);
    const step = this.transcript.steps[this.next];
    if (step?.sent !== text) this.destroy(connectionLost(`the transcript does not have ${JSON.stringify(text)} here`));
    else if (step.kind === 'leaves') this.destroy(connectionLost('the router closed the session'));
    else this.play(this.next++);
    return true;
  }

  pause(): void {}

  resume(): void {}

  async end(): Promise<void> {}

  destroy(failure: Failure): void {
    const { listener } = this;
    this.listener = null;
    setImmediate(() => listener?.lost(failure));
  }

  /** All chunks in one turn of the event loop: how busy the machine is must not matter. */
  private play(nth: number): void {
    const { bytes } = this.transcript.steps[nth]!;
    setImmediate(() => {
      for (const chunk of this.cut(bytes)) this.listener?.data(chunk);
    });
  }
}
