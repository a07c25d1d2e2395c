import type { Duplex } from 'node:stream';
import type { Failure } from '@/domain/failure-schema';
import { err, ok, type Result } from '@/domain/result';
import { connectionLost, plainText } from './wire-failure';

/** A connection with a login and no shell, from whose other side connections go on. */
export interface Bastion {
  /**
   * A TCP connection from the other side to an address, as a channel (RFC 4254 §7.2). Returned failures: `unreachable` (it
   * gets no connection there, or allows none), `busy` (no channel left), `connection_lost`. Not bounded in time.
   */
  forward(address: string, port: number): Promise<Result<Duplex, Failure>>;
  /** Null while the connection stands. */
  readonly failure: Failure | null;
  /** Resolves when the connection is gone; its channels end right after that. */
  readonly lost: Promise<Failure>;
  /** Resolves when the connection is closed. */
  end(): Promise<void>;
}

/** What ssh2 offers for it. */
interface Forwarder {
  forwardOut(
    fromAddress: string,
    fromPort: number,
    address: string,
    port: number,
    opened: (error: Error | undefined, channel: Duplex) => void,
  ): unknown;
}

/** `ended` says why the connection is gone, if it is. */
export function forwardThrough(
  client: Forwarder,
  { address, port }: { readonly address: string; readonly port: number },
  ended: () => Failure | null,
): Promise<Result<Duplex, Failure>> {
  return new Promise((resolve) => {
    try {
      // Where the connection came from: nobody's, as bastions write it into their logs.
      client.forwardOut('127.0.0.1', 0, address, port, (error, channel) =>
        resolve(error ? err(ended() ?? forwardFailure(error, `${address}:${port}`)) : ok(channel)),
      );
    } catch {
      // ssh2 throws on a socket that has just gone.
      resolve(err(ended() ?? connectionLost('the connection is closed')));
    }
  });
}

/** Reason numbers of a channel that was not opened (RFC 4254 §5.1). */
const REASONS: Readonly<Record<number, { readonly kind: 'unreachable' | 'busy'; readonly words: string }>> = {
  1: { kind: 'unreachable', words: 'does not allow a connection' },
  2: { kind: 'unreachable', words: 'gets no connection' },
  3: { kind: 'unreachable', words: 'forwards no connection' },
  4: { kind: 'busy', words: 'has no channel left for a connection' },
};

/** To be read after the name of the bastion: `gets no connection to 10.0.0.1:22 (Connection refused)`. */
export function forwardFailure(error: Error & { readonly reason?: unknown }, to: string): Failure {
  const said = plainText(error.message.replace(/^\(SSH\) Channel open failure:\s*/, ''));
  const known = typeof error.reason === 'number' ? REASONS[error.reason] : undefined;
  if (known === undefined) return connectionLost(said);
  return { kind: known.kind, detail: plainText(`${known.words} to ${to}${said === '' ? '' : ` (${said})`}`) };
}
