import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditStore } from '@/server/db/audit-store';
import { createHostKeyStore } from '@/server/db/host-key-store';
import { createTokenStore } from '@/server/db/token-store';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
beforeEach(async () => {
  temp = await tempDatabase();
});
afterEach(() => temp.remove());

describe('host keys', () => {
  const one = { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:one' };
  const two = { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:two' };

  it('pins the first key, knows it again and tells a changed one', async () => {
    const keys = createHostKeyStore(temp.db, 'first_use');
    expect(await keys.judge('10.0.0.1:22', one)).toEqual({ verdict: 'first_use' });
    expect(await keys.judge('10.0.0.1:22', one)).toEqual({ verdict: 'pinned' });
    expect(await keys.judge('10.0.0.1:22', two)).toEqual({ verdict: 'changed', expected: 'SHA256:one' });
    expect(await keys.judge('10.0.0.1:2222', two)).toEqual({ verdict: 'first_use' });
  });

  it('pins one of two different first keys that come at the same time; the other is changed', async () => {
    const keys = createHostKeyStore(temp.db, 'first_use');
    const verdicts = await Promise.all([keys.judge('10.0.0.1:22', one), keys.judge('10.0.0.1:22', two)]);
    expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(['changed', 'first_use']);
    expect(await keys.list()).toHaveLength(1);
  });

  it('trusts no unknown key under the strict policy, and pins nothing', async () => {
    const keys = createHostKeyStore(temp.db, 'strict');
    expect(await keys.judge('10.0.0.1:22', one)).toEqual({ verdict: 'unknown' });
    expect(await keys.list()).toEqual([]);
    expect(await keys.pin('10.0.0.1:22', one)).toBe(true);
    expect(await keys.pin('10.0.0.1:22', two)).toBe(false);
    expect(await keys.judge('10.0.0.1:22', one)).toEqual({ verdict: 'pinned' });
  });

  it('forgets a key, after which the next one is a first use', async () => {
    const keys = createHostKeyStore(temp.db, 'first_use');
    await keys.judge('10.0.0.1:22', one);
    expect(await keys.forget('10.0.0.1:22')).toBe(true);
    expect(await keys.forget('10.0.0.1:22')).toBe(false);
    expect(await keys.judge('10.0.0.1:22', two)).toEqual({ verdict: 'first_use' });
  });

  it('throws rather than trusts when the database is away', async () => {
    const other = await tempDatabase();
    const keys = createHostKeyStore(other.db, 'first_use');
    await other.remove();
    await expect(keys.judge('10.0.0.1:22', one)).rejects.toThrow();
  });
});

describe('audit trail', () => {
  it('pages newest first through every entry exactly once while new ones come', async () => {
    const audit = createAuditStore(temp.db);
    for (let i = 0; i < 25; i += 1) {
      await audit.record({ actor: 'a', action: 'device.created', subject: `d${i}`, detail: { i } });
    }
    const first = await audit.list({ limit: 10 });
    await audit.record({ actor: 'a', action: 'device.deleted', subject: 'late' });
    const second = await audit.list({ limit: 10, cursor: first.nextCursor });
    const third = await audit.list({ limit: 10, cursor: second.nextCursor });
    const subjects = [first, second, third].flatMap(({ items }) => items.map(({ subject }) => subject));
    expect(subjects).toEqual(Array.from({ length: 25 }, (_, i) => `d${24 - i}`));
    expect(third.nextCursor).toBeNull();
    expect(first.items[0]).toMatchObject({ actor: 'a', action: 'device.created', detail: { i: 24 } });
    expect(first.items[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });
});

describe('API tokens', () => {
  const token = {
    name: 'ci',
    hash: 'hash-of-a-token',
    role: 'operator',
    createdById: 'u1',
    createdBy: 'a@example.net',
  } as const;

  it('finds a token by its hash only, and never lists the hash', async () => {
    const tokens = createTokenStore(temp.db);
    const made = await tokens.create(token);
    expect(await tokens.findByHash('hash-of-a-token')).toEqual(made);
    expect(await tokens.findByHash('ab')).toBeNull();
    expect(JSON.stringify(await tokens.list())).not.toContain('hash-of-a-token');
  });

  it('shows a revoked token as revoked at the first time', async () => {
    const tokens = createTokenStore(temp.db);
    const { id } = await tokens.create(token);
    expect(await tokens.revoke(id, new Date(1_000))).toBe(true);
    expect(await tokens.revoke(id, new Date(2_000))).toBe(true);
    expect(await tokens.revoke('nobody', new Date(1_000))).toBe(false);
    expect((await tokens.findByHash('hash-of-a-token'))?.revokedAt).toBe(new Date(1_000).toISOString());
  });

  it('notes the last use and never an earlier one', async () => {
    const tokens = createTokenStore(temp.db);
    const { id } = await tokens.create({ ...token, expiresAt: new Date(9_000) });
    await tokens.touch(id, new Date(2_000));
    await tokens.touch(id, new Date(1_000));
    expect(await tokens.findByHash('hash-of-a-token')).toMatchObject({
      lastUsedAt: new Date(2_000).toISOString(),
      expiresAt: new Date(9_000).toISOString(),
    });
  });
});
