import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@/domain/role';
import type { TokenStore } from '../db/token-store';
import type { Actor } from './actor';

const TOKEN = /^azt_[A-Za-z0-9_-]{43}$/;
/** A busy service would otherwise cost a write with each of its requests. */
const TOUCH_INTERVAL_MS = 60_000;

export interface TokenLog {
  warn(fields: Record<string, unknown>, message: string): void;
}

export interface ApiTokens {
  /** Makes a token. The answer is the only time that it can be read: the store keeps its SHA-256. */
  create(input: {
    readonly name: string;
    readonly role: Role;
    /** ISO 8601; null for one that does not expire. */
    readonly expiresAt: string | null;
    readonly createdBy: Actor;
  }): Promise<{ readonly id: string; readonly token: string }>;
  /** Whose token this is; null for one that is malformed, unknown, expired or revoked. */
  actorOf(token: string): Promise<Actor | null>;
}

const sha256 = (token: string) => createHash('sha256').update(token).digest('hex');

/** `log` hears of a use that could not be noted. */
export function createApiTokens(store: TokenStore, log: TokenLog, now: () => number = Date.now): ApiTokens {
  const touched = new Map<string, number>();

  /** Nobody waits for it: it decides nothing, and an import may be writing. */
  function touch(id: string): void {
    if (now() - (touched.get(id) ?? 0) < TOUCH_INTERVAL_MS) return;
    touched.set(id, now());
    store.touch(id, new Date(now())).catch((error) => {
      log.warn({ tokenId: id, err: error }, 'The use of an API token could not be noted');
    });
  }

  return {
    async create({ name, role, expiresAt, createdBy }) {
      // 256 random bits: a fast hash is enough, there is nothing to guess.
      const token = `azt_${randomBytes(32).toString('base64url')}`;
      const { id } = await store.create({
        name,
        role,
        hash: sha256(token),
        createdById: createdBy.id,
        createdBy: createdBy.name,
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      });
      return { id, token };
    },
    async actorOf(token) {
      if (!TOKEN.test(token)) return null;
      const found = await store.findByHash(sha256(token));
      if (!found || found.revokedAt || (found.expiresAt && Date.parse(found.expiresAt) <= now())) return null;
      touch(found.id);
      // The prefix keeps a token from being named like an account in the audit trail.
      return { kind: 'token', id: found.id, name: `token:${found.name}`, role: found.role };
    },
  };
}
