import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditStore } from '@/server/db/audit-store';
import { createTokenStore } from '@/server/db/token-store';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
beforeEach(async () => {
  temp = await tempDatabase();
});
afterEach(() => temp.remove());

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
