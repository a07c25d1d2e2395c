import type { HostKeys, HostKeyVerdict, Log } from '../engine/ports';
import type { Database } from './client';
import type { Prisma } from './generated/client';
import { type HostKeyFilter, type HostKeyRecord, listHostKeys } from './host-key-list';
import { type KnownKey, putHostKeyOffer, selectKnownKey } from './hot-path';
import type { Page, PageInput } from './page';

/** `first_use` trusts and pins the first key that an endpoint offers; `strict` knows only keys that were pinned before. */
export type HostKeyPolicy = 'first_use' | 'strict';

/** `algorithm` is the name of the public key format (RFC 4253 §6.6). */
export interface HostKeyOffered {
  readonly algorithm: string;
  readonly fingerprint: string;
}

/** `other_offer`: the endpoint has shown yet another key since the person looked. */
export type HostKeyAccepted =
  | { readonly ok: true; readonly replaced: string | null; readonly algorithm: string }
  | { readonly ok: false; readonly reason: 'no_offer' | 'other_offer' };

export interface HostKeyStore extends HostKeys {
  readonly policy: HostKeyPolicy;
  /** By endpoint. */
  list(input: HostKeyFilter & PageInput): Promise<Page<HostKeyRecord>>;
  /**
   * Pins the key that waits at this endpoint, in the place of the one that was pinned; only where it still is the one
   * with this fingerprint, which `by` has seen.
   */
  accept(endpoint: string, fingerprint: string, by: string): Promise<HostKeyAccepted>;
  /** Drops the key that waits, and leaves what is pinned. Returns its fingerprint; null where none waits. */
  reject(endpoint: string): Promise<string | null>;
  /** Pins a key that a person has checked. False where the endpoint has one already. */
  pin(endpoint: string, key: HostKeyOffered): Promise<boolean>;
  /**
   * After a router was replaced: what is pinned and what waits is dropped, and its next key counts as a first one.
   * Returns the fingerprint that was pinned; null where none was.
   */
  forget(endpoint: string): Promise<string | null>;
}

/** `log` hears of offers that could not be written down: the verdict stands without them. */
export function createHostKeyStore(db: Database, policy: HostKeyPolicy, log: Pick<Log, 'error'>): HostKeyStore {
  const { prisma, sql, reads } = db;

  async function verdictOn(endpoint: string, key: HostKeyOffered, known: KnownKey): Promise<HostKeyVerdict> {
    if (known.pinned === null && policy === 'strict') return { verdict: 'unknown' };
    const pinned = known.pinned ?? (await pinFirst(prisma, endpoint, key));
    if (pinned !== key.fingerprint) return { verdict: 'changed', expected: pinned };
    return { verdict: known.pinned === null ? 'first_use' : 'pinned' };
  }

  /** Never rejects: whether the list of offers is right decides nothing. */
  async function note(endpoint: string, key: HostKeyOffered, verdict: HostKeyVerdict, known: KnownKey): Promise<void> {
    const good = verdict.verdict === 'pinned' || verdict.verdict === 'first_use';
    try {
      // As Prisma writes times.
      const now = new Date().toISOString().replace('Z', '+00:00');
      if (!good) await putHostKeyOffer(sql, { endpoint, algorithm: key.algorithm, fingerprint: key.fingerprint, now });
      else if (known.offered !== null) await prisma.hostKeyOffer.deleteMany({ where: { endpoint } });
    } catch (error) {
      log.error({ endpoint, err: error }, 'A host key offer could not be written down');
    }
  }

  return {
    policy,
    async judge(endpoint, key) {
      const known = await selectKnownKey(sql, endpoint);
      const verdict = await verdictOn(endpoint, key, known);
      await note(endpoint, key, verdict, known);
      return verdict;
    },
    list: (input) => listHostKeys(reads.sql, input),
    async accept(endpoint, fingerprint, by) {
      return prisma.$transaction(async (tx) => {
        const offer = await tx.hostKeyOffer.findUnique({ where: { endpoint } });
        if (!offer) return { ok: false, reason: 'no_offer' } as const;
        if (offer.fingerprint !== fingerprint) return { ok: false, reason: 'other_offer' } as const;
        const before = await tx.hostKey.findUnique({ where: { endpoint } });
        const { algorithm, firstSeenAt } = offer;
        const pinned = { algorithm, fingerprint, firstSeenAt, acceptedBy: by, acceptedAt: new Date() };
        await tx.hostKey.upsert({ where: { endpoint }, create: { endpoint, ...pinned }, update: pinned });
        await tx.hostKeyOffer.delete({ where: { endpoint } });
        return { ok: true, replaced: before?.fingerprint ?? null, algorithm } as const;
      });
    },
    async reject(endpoint) {
      return prisma.$transaction(async (tx) => {
        const offer = await tx.hostKeyOffer.findUnique({ where: { endpoint } });
        if (offer) await tx.hostKeyOffer.delete({ where: { endpoint } });
        return offer?.fingerprint ?? null;
      });
    },
    async pin(endpoint, { algorithm, fingerprint }) {
      return prisma.$transaction(async (tx) => {
        if (await tx.hostKey.findUnique({ where: { endpoint } })) return false;
        await tx.hostKey.create({ data: { endpoint, algorithm, fingerprint } });
        return true;
      });
    },
    async forget(endpoint) {
      return prisma.$transaction(async (tx) => {
        const pinned = await tx.hostKey.findUnique({ where: { endpoint } });
        if (!pinned) return null;
        await tx.hostKey.delete({ where: { endpoint } });
        await tx.hostKeyOffer.deleteMany({ where: { endpoint } });
        return pinned.fingerprint;
      });
    },
  };
}

/** An upsert that updates nothing: of two first keys that come at the same time one is pinned, and both learn which. */
async function pinFirst(prisma: Prisma.TransactionClient, endpoint: string, key: HostKeyOffered): Promise<string> {
  const { algorithm, fingerprint } = key;
  const row = await prisma.hostKey.upsert({
    where: { endpoint },
    create: { endpoint, algorithm, fingerprint },
    update: {},
  });
  return row.fingerprint;
}
