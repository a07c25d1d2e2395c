import { Duplex } from 'node:stream';
import { describeFailure, type Failure } from '@/domain/failure';

/** Ends what runs in a tunnel when the connection that carries it is gone. */
export class Severed extends Error {
  constructor(readonly failure: Failure) {
    super(describeFailure(failure));
    this.name = 'Severed';
  }
}

/**
 * A channel as a socket. ssh2's channels close only when the other side has agreed; a socket that is destroyed is gone at
 * once, whatever the bastion does. `severed` says why the connection below is gone; null while it stands.
 */
export class Tunnel extends Duplex {
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
    channel.once('close', onEnd);
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
    // Unread, a channel would never see its end.
    this.channel.resume();
    this.channel.destroy();
    done(error);
  }
}
