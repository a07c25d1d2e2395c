import { createHash } from 'node:crypto';
import type { Failure } from '@/domain/failure-schema';
import type { HostKeys, Log } from '@/server/engine/ports';

export type HostKeyPolicy = 'first_use' | 'strict';

export interface HostKeyDeps {
  readonly hostKeys: HostKeys;
  readonly policy: HostKeyPolicy;
  readonly log: Log;
}

export interface OfferedKey {
  /** Name of the public key format (RFC 4253 §6.6), e.g. `ssh-ed25519`. */
  readonly algorithm: string;
  /** `SHA256:` and unpadded base64, as OpenSSH prints it. */
  readonly fingerprint: string;
}

/** Reads a public key blob (RFC 4253 §6.6): its first string is the name of the format. */
export function describeKey(blob: Buffer): OfferedKey {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  const algorithm = blob.toString('latin1', 4, 4 + Math.min(length, 64));
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { algorithm, fingerprint: `SHA256:${digest}` };
}

/**
 * Null: the key is good. Fails closed: an error in the check is a failure (`internal`), and so is every verdict but
 * the two that say yes. Under `strict` a key that nobody has confirmed is `host_key_unknown`.
 */
export async function judgeHostKey(
  { hostKeys, policy, log }: HostKeyDeps,
  endpoint: string,
  key: OfferedKey,
): Promise<Failure | null> {
  const unchecked: Failure = { kind: 'internal', detail: 'the host key could not be checked' };
  try {
    const judged = await hostKeys.judge(endpoint, key);
    switch (judged.verdict) {
      case 'pinned':
        return null;
      case 'first_use':
        return policy === 'first_use' ? null : { kind: 'host_key_unknown', fingerprint: key.fingerprint };
      case 'unknown':
        return { kind: 'host_key_unknown', fingerprint: key.fingerprint };
      case 'changed':
        return { kind: 'host_key_changed', expected: judged.expected, actual: key.fingerprint };
      default:
        judged satisfies never;
        return unchecked;
    }
  } catch (error) {
    // The text of that error belongs to the store, which may name rows and paths: it goes to the log, not to the run.
    log.error({ endpoint, error: String(error) }, 'host key check failed');
    return unchecked;
  }
}

export interface VerifierOptions {
  /** Null: go on. */
  readonly judge: (key: OfferedKey) => Promise<Failure | null>;
  /** Whether the connection is still wanted: a verdict that comes after its clock ran out lets nothing through. */
  readonly wanted: () => boolean;
  /** Ends the connection. */
  readonly refuse: (failure: Failure) => void;
}

/**
 * ssh2 takes everything but a strict `false` for a yes, and a verifier that returns a value for one that is done: so the
 * callback form, nothing returned, and `true` in one place only.
 */
export function createHostVerifier({ judge, wanted, refuse }: VerifierOptions) {
  let accepted: string | null = null;
  return (blob: Buffer, verify: (good: boolean) => void): void => {
    const settle = (failure: Failure | null, fingerprint: string) => {
      const good = failure === null && wanted();
      if (good) accepted = fingerprint;
      if (failure !== null) refuse(failure);
      verify(good);
    };
    try {
      const key = describeKey(blob);
      if (accepted === null) {
        judge(key)
          .then((failure) => settle(failure, key.fingerprint))
          // Also what ssh2 throws when it goes on from here: outside of its own handler nobody would catch it.
          .catch(() => settle({ kind: 'internal', detail: 'the host key could not be checked' }, ''));
        return;
      }
      // A later key exchange of the same connection (RFC 4253 §9) shows the same key, or is refused.
      const changed: Failure = { kind: 'host_key_changed', expected: accepted, actual: key.fingerprint };
      settle(key.fingerprint === accepted ? null : changed, key.fingerprint);
    } catch {
      settle({ kind: 'internal', detail: 'the host key could not be read' }, '');
    }
  };
}
