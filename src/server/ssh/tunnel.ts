import { Duplex } from 'node:stream';
import { describeFailure } from '@/domain/failure';
import type { Failure } from '@/domain/failure-schema';

/** Ends what runs in a tunnel when the connection that carries it is gone. */
export class Severed extends Error {
  constructor(readonly failure: Failure) {
    super(describeFailure(failure));
    this.name = 'Severed';
  }
}

/** How long a bastion may take to agree that a channel is closed; one that is dead never does. */
const CLOSE_MS = 1_000;

/**
 * A channel as a socket, which is gone in bounded time whatever the bastion does. `severed` says why the connection below is
 * gone; null while it stands.
 */
export class Tunnel extends Duplex {
  private channelGone = false;

  constructor(
    private readonly channel: Duplex,
    severed: () => Failure | null,
  ) {
    super({ allowHalfOpen: false });
    // In the same turn as the channel ends it becomes known whether the whole connection did.
    const onEnd = () =>
      setImmediate(() => {
        const failure = severed();
        if (failure !== null) this.destroy(new Severed(failure));
        else if (!this.readableEnded && !this.destroyed) this.push(null);
      });
    channel.on('data', (chunk: Buffer) => {
      if (!this.destroyed && !this.push(chunk)) channel.pause();
    });
    channel.pause();
    channel.on('error', (error: Error) => this.destroy(error));
    channel.once('end', onEnd);
    channel.once('close', () => {
      this.channelGone = true;
      onEnd();
    });
  }

  override _read(): void {
    this.channel.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.channel.writable) this.channel.write(chunk, done);
    else done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.channel.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    const { channel } = this;
    // Closed is what the bastion has closed too: a second session with the device must not overlap with this one.
    const closed = () => {
      clearTimeout(timer);
      done(error);
    };
    const timer = setTimeout(closed, CLOSE_MS);
    if (error instanceof Severed || this.channelGone) closed();
    else channel.once('close', closed);
    // Unread, a channel would never see its end.
    channel.resume();
    channel.destroy();
  }
}
