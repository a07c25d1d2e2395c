import { createHash } from 'node:crypto';
import { describeFailure, failedJumpHost, hasDetail } from '@/domain/failure';
import type { Failure } from '@/domain/failure-schema';
import { MAX_FAILED_LOGINS } from '@/domain/stop-rule';
import type { LoginSecret } from '@/server/engine/ports';

/**
 * The failure as that of a jump host, with its name in the text; one of the jump host before it keeps that one's name. The
 * wire calls every server a router.
 */
export function atJumpHost(name: string, failure: Failure): Failure {
  if (failedJumpHost(failure) !== null) return failure;
  if (hasDetail(failure)) {
    const detail = failure.detail.replaceAll('the router ', 'it ').replaceAll('router offers', 'it offers');
    return { ...failure, detail: `jump host ${name}: ${detail}`, jumpHost: name };
  }
  switch (failure.kind) {
    case 'refused':
    case 'timeout':
    case 'host_key_unknown':
    case 'host_key_changed':
    case 'target_not_allowed':
      return { ...failure, jumpHost: name };
    default:
      // No other kind comes before a prompt.
      return { kind: 'internal', detail: `jump host ${name}: ${describeFailure(failure)}`, jumpHost: name };
  }
}

/**
 * Counts refused logins, so that thousands of devices behind one bastion do not lock its account: the same secret is offered
 * at most twice (as the credential guard of a job has it), until it is changed, or a test of the jump host goes well.
 */
export class RefusedLogins {
  private failed = 0;
  /** A digest: the secret itself is kept nowhere. */
  private of = '';

  /** Whether the secret may not be offered again. */
  exhausted(secret: LoginSecret): boolean {
    return this.of === digest(secret) && this.failed >= MAX_FAILED_LOGINS;
  }

  refused(secret: LoginSecret): void {
    const of = digest(secret);
    this.failed = this.of === of ? this.failed + 1 : 1;
    this.of = of;
  }

  accepted(): void {
    this.failed = 0;
  }
}

const digest = ({ username, password, privateKey, passphrase }: LoginSecret): string =>
  createHash('sha256')
    .update(JSON.stringify([username, password, privateKey, passphrase]))
    .digest('base64');
