import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Accounts } from './accounts';

export interface FirstAdminInput {
  readonly code: string;
  readonly email: string;
  readonly password: string;
  readonly name?: string | undefined;
}

export type FirstAdminResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'wrong_code' | 'too_many_tries' | 'not_needed' };

/** The way to the first account: whoever can read the server's own log makes it, once. */
export interface FirstAdmin {
  needed(): boolean;
  /** To be printed at start; null where there are accounts. */
  readonly code: string | null;
  create(input: FirstAdminInput): Promise<FirstAdminResult>;
}

/** Without letters and digits that look alike. 31^12 codes are 59 bits. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 12;
const MAX_TRIES = 20;

const makeCode = () => Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
const normalised = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

function sameCode(given: string, code: string): boolean {
  const [a, b] = [Buffer.from(normalised(given)), Buffer.from(code)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** `given` is the admin of the configuration, made here when there are no accounts yet. */
export async function prepareFirstAdmin(
  accounts: Accounts,
  given: { readonly email: string; readonly password: string } | null,
): Promise<FirstAdmin> {
  const none = (await accounts.count()) === 0;
  if (none && given)
    await accounts.create({ ...given, email: given.email.toLowerCase(), name: 'Admin', role: 'admin' });
  let code = none && !given ? makeCode() : null;
  let tries = 0;
  return {
    needed: () => code !== null,
    code: code === null ? null : code.replace(/(.{4})(?=.)/g, '$1-'),
    async create(input) {
      if (code === null) return { ok: false, reason: 'not_needed' };
      if (tries >= MAX_TRIES) return { ok: false, reason: 'too_many_tries' };
      tries += 1;
      if (!sameCode(input.code, code)) return { ok: false, reason: 'wrong_code' };
      const used = code;
      // Before the first wait, so that of two who come at the same time one is refused.
      code = null;
      try {
        await accounts.create({ ...input, name: input.name ?? input.email, role: 'admin' });
      } catch (error) {
        code = used;
        throw error;
      }
      return { ok: true };
    },
  };
}
