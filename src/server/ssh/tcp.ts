import { connect, type Socket } from 'node:net';
import type { Failure } from '@/domain/failure-schema';
import { err, ok, type Result } from '@/domain/result';
import { CANCELED, connectFailure } from './wire-failure';

export interface TcpOptions {
  /** Checked addresses, tried in this order until one answers. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** For all addresses together, milliseconds. */
  readonly connectMs: number;
  readonly signal: AbortSignal;
}

/**
 * One TCP connection, without Nagle's delay: commands are short lines, and an ACK that is waited for costs 40 ms each.
 * Returned failures: `refused`, `unreachable`, `busy` (reset), `timeout` (connect), `internal` (no descriptors left),
 * `connection_lost` (aborted). The socket is paused and has no listener; its owner attaches `error` at once.
 */
export async function openTcp(options: TcpOptions): Promise<Result<Socket, Failure>> {
  const deadline = performance.now() + options.connectMs;
  let result: Result<Socket, Failure> = err({ kind: 'unreachable', detail: 'no address' });
  for (const address of options.addresses) {
    result = await openOne(address, deadline, options);
    if (result.ok || !['refused', 'unreachable'].includes(result.error.kind)) return result;
  }
  return result;
}

function openOne(address: string, deadline: number, options: TcpOptions): Promise<Result<Socket, Failure>> {
  const { port, connectMs, signal } = options;
  if (signal.aborted) return Promise.resolve(err(CANCELED));
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, noDelay: true });
    const settle = (failure: Failure | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners();
      if (failure === null) return resolve(ok(socket));
      // A destroyed socket may still report what went wrong before; nobody is left to hear it.
      socket.on('error', () => {});
      socket.destroy();
      resolve(err(failure));
    };
    const onAbort = () => settle(CANCELED);
    const timeLeft = Math.max(0, deadline - performance.now());
    const timer = setTimeout(() => settle({ kind: 'timeout', phase: 'connect', ms: connectMs }), timeLeft);
    signal.addEventListener('abort', onAbort);
    socket.once('error', (error) => settle(connectFailure(error)));
    socket.once('connect', () => settle(null));
  });
}
