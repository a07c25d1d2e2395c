import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApiTokens } from '@/server/auth/api-tokens';
import { createTokenStore } from '@/server/db/token-store';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

// What is noted late may find the database closed.
const log = { warn: () => {} };
const admin = { kind: 'user', id: 'u1', name: 'admin@example.net', role: 'admin' } as const;

describe('API tokens', () => {
  let temp: TempDatabase;
  beforeEach(async () => {
    temp = await tempDatabase();
  });
  afterEach(() => temp.remove());

  it('are kept as SHA-256 only, and give the actor that they stand for', async () => {
    const tokens = createApiTokens(createTokenStore(temp.db), log);
    const { id, token } = await tokens.create({ name: 'billing', role: 'viewer', expiresAt: null, createdBy: admin });
    expect(token).toMatch(/^azt_[A-Za-z0-9_-]{43}$/);
    expect(await tokens.actorOf(token)).toEqual({ kind: 'token', id, name: 'token:billing', role: 'viewer' });
    const row = await temp.db.prisma.apiToken.findUniqueOrThrow({ where: { id } });
    expect(row.hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(JSON.stringify(row)).not.toContain(token.slice(4));
  });

  it('open nothing after their time, after they were revoked, or with a character changed', async () => {
    let now = Date.parse('2030-01-01T00:00:00Z');
    const store = createTokenStore(temp.db);
    const tokens = createApiTokens(store, log, () => now);
    const expiresAt = '2030-01-01T01:00:00Z';
    const short = await tokens.create({ name: 'short', role: 'operator', expiresAt, createdBy: admin });
    const other = await tokens.create({ name: 'other', role: 'operator', expiresAt: null, createdBy: admin });
    expect(await tokens.actorOf(short.token)).not.toBeNull();
    now += 3_600_000;
    expect(await tokens.actorOf(short.token)).toBeNull();
    expect(await tokens.actorOf(other.token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toBeNull();
    expect(await tokens.actorOf(other.token)).not.toBeNull();
    await store.revoke(other.id, new Date(now));
    expect(await tokens.actorOf(other.token)).toBeNull();
    for (const nonsense of ['', 'azt_', other.id, `${other.token} `]) expect(await tokens.actorOf(nonsense)).toBeNull();
  });
});
