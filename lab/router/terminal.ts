import type { ServerChannel } from 'ssh2';

/** The writing half of a shell: '\n' becomes CR LF, and one is told when the connection is gone. */
export interface Terminal {
  write(text: string): void;
  writeBytes(bytes: Buffer): void;
  /** Writes a lot without holding it in memory: waits for the client to read. False when the client went away. */
  pour(totalBytes: number, piece: Buffer): Promise<boolean>;
  /** Writes and resolves when the bytes have left for the socket. */
  flush(text: string): Promise<void>;
  readonly closed: boolean;
}

/** Wraps an SSH channel. */
export function createTerminal(channel: ServerChannel): Terminal {
  const encode = (text: string) => Buffer.from(text.replace(/\r?\n/g, '\r\n'));
  const isClosed = () => channel.destroyed || !channel.writable;
  return {
    write(text) {
      if (text !== '' && !isClosed()) channel.write(encode(text));
    },
    writeBytes(bytes) {
      if (!isClosed()) channel.write(bytes);
    },
    async pour(totalBytes, piece) {
      let left = totalBytes;
      while (left > 0 && !isClosed()) {
        const chunk = left >= piece.length ? piece : piece.subarray(0, left);
        left -= chunk.length;
        if (!channel.write(chunk)) await drained(channel);
      }
      return !isClosed();
    },
    flush(text) {
      return new Promise((resolve) => {
        if (isClosed()) return resolve();
        channel.write(encode(text), () => resolve());
        channel.once('close', () => resolve());
      });
    },
    get closed() {
      return isClosed();
    },
  };
}

/** Resolves when the channel takes more, or takes nothing any more. */
function drained(channel: ServerChannel): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      channel.off('drain', done);
      channel.off('close', done);
      resolve();
    };
    channel.on('drain', done);
    channel.on('close', done);
  });
}
