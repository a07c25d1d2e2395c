import type { HostKeys } from '../engine/ports';
import type { Database } from './client';
import { selectFingerprint } from './hot-path';

/** `first_use` trusts and pins the first key that an endpoint offers; `strict` knows only keys that were pinned before. */
export type HostKeyPolicy = 'first_use' | 'strict';

export interface HostKeyRecord {
  readonly endpoint: string;
  readonly algorithm: string;
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly firstSeenAt: string;
}

export interface HostKeyStore extends HostKeys {
  /** By endpoint. */
  list(): Promise<HostKeyRecord[]>;
  /** Pins a key that a person has checked. False where the endpoint has one already. */
  pin(endpoint: string, key: { readonly algorithm: string; readonly fingerprint: string }): Promise<boolean>;
  /** After a router was replaced: its next key counts as first use. False where none was pinned. */
  forget(endpoint: string): Promise<boolean>;
}

export function createHostKeyStore({ prisma, sql }: Database, policy: HostKeyPolicy): HostKeyStore {
  return {
    async judge(endpoint, key) {
      const known = await selectFingerprint(sql, endpoint);
      if (known === undefined && policy === 'strict') return { verdict: 'unknown' };
      // An upsert that updates nothing: of two first keys that come at the same time one is pinned, and both learn which.
      const pinned =
        known ??
        (
          await prisma.hostKey.upsert({
            where: { endpoint },
            create: { endpoint, algorithm: key.algorithm, fingerprint: key.fingerprint },
            update: {},
          })
        ).fingerprint;
      if (pinned !== key.fingerprint) return { verdict: 'changed', expected: pinned };
      return { verdict: known === undefined ? 'first_use' : 'pinned' };
    },
    async pin(endpoint, key) {
      return prisma.$transaction(async (tx) => {
        if (await tx.hostKey.findUnique({ where: { endpoint } })) return false;
        await tx.hostKey.create({ data: { endpoint, algorithm: key.algorithm, fingerprint: key.fingerprint } });
        return true;
      });
    },
    async list() {
      const rows = await prisma.hostKey.findMany({ orderBy: { endpoint: 'asc' } });
      return rows.map((row) => ({ ...row, firstSeenAt: row.firstSeenAt.toISOString() }));
    },
    async forget(endpoint) {
      return (await prisma.hostKey.deleteMany({ where: { endpoint } })).count > 0;
    },
  };
}
