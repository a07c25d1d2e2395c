import type { Failure } from '@/domain/failure';
import type { LoginSecret } from '@/server/engine/ports';

const REPLACEMENT = '[secret]';

/** The same failure with every occurrence of a password of this login taken out: a router may echo what it was sent. */
export function redact(failure: Failure, secret: LoginSecret): Failure {
  const passwords = [secret.password, secret.enablePassword].filter((text) => text !== null && text !== '') as string[];
  const clean = (text: string) => passwords.reduce((rest, password) => rest.replaceAll(password, REPLACEMENT), text);
  switch (failure.kind) {
    case 'unreachable':
    case 'busy':
    case 'auth_failed':
    case 'algorithm_mismatch':
    case 'connection_lost':
    case 'internal':
      return { ...failure, detail: clean(failure.detail) };
    case 'unexpected_prompt':
      return { ...failure, text: clean(failure.text) };
    case 'command_rejected':
      return { ...failure, message: clean(failure.message) };
    default:
      return failure;
  }
}
