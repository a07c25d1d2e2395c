import type { Role } from '@/domain/role';
import type { Outputs } from '../shell/api';

export type Token = Outputs['tokens']['list'][number];

export type TokenState = 'active' | 'expired' | 'revoked';

/** One that was revoked stays so after its time. `now` in milliseconds since the epoch. */
export function tokenState({ revokedAt, expiresAt }: Pick<Token, 'revokedAt' | 'expiresAt'>, now: number): TokenState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'active';
}

/** What whoever holds a token of that role may do. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: 'Reads everything but secrets: devices, jobs, their output. Changes nothing.',
  operator: 'Also starts, pauses, resumes and cancels jobs, and tests connections.',
  admin: 'Everything: devices, credentials, host keys, people, and further tokens.',
};
