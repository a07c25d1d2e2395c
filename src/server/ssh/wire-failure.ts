import type { Failure } from '@/domain/failure-schema';

const DETAIL_CHARACTERS = 300;

/** Text that a router or a library wrote, made fit for one line of an error: no control characters, bounded. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length > DETAIL_CHARACTERS ? `${line.slice(0, DETAIL_CHARACTERS)}…` : line;
}

export const connectionLost = (detail: string): Failure => ({ kind: 'connection_lost', detail: plainText(detail) });

/** The signal was aborted; the engine knows why. */
export const CANCELED: Failure = { kind: 'connection_lost', detail: 'canceled' };

/** A TCP connection that did not come about, by the system's error code (POSIX `connect`). */
export function connectFailure(error: NodeJS.ErrnoException): Failure {
  const code = error.code ?? 'error';
  switch (code) {
    case 'ECONNREFUSED':
      return { kind: 'refused' };
    case 'ECONNRESET':
    case 'EPIPE':
      return { kind: 'busy', detail: 'reset while connecting' };
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOBUFS':
    case 'ENOMEM':
      return { kind: 'internal', detail: `this machine cannot open another connection (${code})` };
    default:
      return { kind: 'unreachable', detail: code };
  }
}

/** An error that ssh2 emitted, as far as its kind can be told from it. */
export interface WireError {
  readonly message: string;
  /** ssh2's own word for where it happened, e.g. `client-socket`, `handshake`, `protocol`. */
  readonly level?: string | undefined;
  /** A system error code, or the reason number of an SSH disconnect (RFC 4253 §11.1). */
  readonly code?: string | number | undefined;
}

/** How far the connection had come when it failed. */
export interface WireProgress {
  readonly step: 'banner' | 'handshake' | 'auth' | 'shell';
  /** What both sides offered in the negotiation that found nothing in common. */
  readonly offers: readonly string[];
}

const MISMATCH = /no matching (.+)$/i;
const TOO_MANY = /too many|maximum|no (?:more )?(?:free|available)|exceeded|busy|resource/i;
// RFC 4253 §11.1 and RFC 4250 §4.2.2.
const KEY_EXCHANGE_FAILED = 3;
const TOO_MANY_CONNECTIONS = 12;
const NO_MORE_AUTH_METHODS_AVAILABLE = 14;

export function wireFailure(error: WireError, progress: WireProgress): Failure {
  const message = plainText(error.message);
  const mismatch = MISMATCH.exec(message);
  if (progress.step === 'banner' || progress.step === 'handshake') {
    if (mismatch || error.code === KEY_EXCHANGE_FAILED) {
      const offers = progress.offers.length > 0 ? `; ${progress.offers.join('; ')}` : '';
      return { kind: 'algorithm_mismatch', detail: `${mismatch ? `no matching ${mismatch[1]}` : message}${offers}` };
    }
  }
  if (error.code === TOO_MANY_CONNECTIONS || (typeof error.code === 'number' && TOO_MANY.test(message))) {
    if (progress.step !== 'auth' || !/auth/i.test(message)) return { kind: 'busy', detail: message };
  }
  if (progress.step === 'banner') return { kind: 'busy', detail: 'closed before the SSH banner' };
  if (progress.step === 'auth' && (error.code === NO_MORE_AUTH_METHODS_AVAILABLE || /auth/i.test(message))) {
    return { kind: 'auth_failed', detail: message };
  }
  return connectionLost(error.level === 'client-socket' ? `${error.code ?? message}` : message);
}
