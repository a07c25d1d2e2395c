import type { Role } from '@/domain/role';
import type { Database } from './client';
import type { ApiToken } from './generated/client';
import { newId } from './new-id';

/** An API token without its secret. Times are ISO 8601. */
export interface TokenRecord {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly createdById: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

export interface NewToken {
  readonly name: string;
  /** SHA-256 of the token, hexadecimal. */
  readonly hash: string;
  readonly role: Role;
  readonly createdById: string;
  readonly createdBy: string;
  readonly expiresAt?: Date | null;
}

export interface TokenStore {
  create(token: NewToken): Promise<TokenRecord>;
  /** Also one that is revoked or has expired: the caller judges. Null where no token has this hash. */
  findByHash(hash: string): Promise<TokenRecord | null>;
  /** Newest first, revoked ones too. */
  list(): Promise<TokenRecord[]>;
  /** False where there is no such token. Revoking again keeps the first time. */
  revoke(id: string, at: Date): Promise<boolean>;
  /** Notes the use; later than before only. */
  touch(id: string, at: Date): Promise<void>;
}

const iso = (date: Date | null) => date?.toISOString() ?? null;

function record(row: ApiToken): TokenRecord {
  return {
    id: row.id,
    name: row.name,
    role: row.role as Role,
    createdAt: row.createdAt.toISOString(),
    createdById: row.createdById,
    createdBy: row.createdBy,
    expiresAt: iso(row.expiresAt),
    lastUsedAt: iso(row.lastUsedAt),
    revokedAt: iso(row.revokedAt),
  };
}

export function createTokenStore({ prisma, reads }: Database): TokenStore {
  return {
    async create({ expiresAt, ...token }) {
      return record(await prisma.apiToken.create({ data: { id: newId(), ...token, expiresAt: expiresAt ?? null } }));
    },
    async findByHash(hash) {
      // One that was revoked is seen so by whoever asks once that was answered; see auth-client.ts.
      const row = await reads.prisma.apiToken.findUnique({ where: { hash } });
      return row && record(row);
    },
    async list() {
      const rows = await reads.prisma.apiToken.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] });
      return rows.map(record);
    },
    async revoke(id, at) {
      const { count } = await prisma.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
      return count > 0 || (await prisma.apiToken.count({ where: { id } })) > 0;
    },
    async touch(id, at) {
      await prisma.apiToken.updateMany({
        where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: at } }] },
        data: { lastUsedAt: at },
      });
    },
  };
}
