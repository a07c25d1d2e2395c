import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCredentialStore } from '@/server/db/credential-store';
import { createDeviceStore } from '@/server/db/device-store';
import { createHostKeyStore, type HostKeyPolicy } from '@/server/db/host-key-store';
import { type TempDatabase, tempDatabase } from '../../support/temp-database';

let temp: TempDatabase;
let errors: string[];
beforeEach(async () => {
  temp = await tempDatabase();
  errors = [];
});
afterEach(() => temp.remove());

const storeOf = (policy: HostKeyPolicy) =>
  createHostKeyStore(temp.db, policy, { error: (_fields, message) => errors.push(message) });

const one = { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:one' };
const two = { algorithm: 'ssh-rsa', fingerprint: 'SHA256:two' };
const three = { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:three' };
const HERE = '10.0.0.1:22';

describe('a host key', () => {
  it('is pinned at first use, known again, and told from a changed one', async () => {
    const keys = storeOf('first_use');
    expect(await keys.judge(HERE, one)).toEqual({ verdict: 'first_use' });
    expect(await keys.judge(HERE, one)).toEqual({ verdict: 'pinned' });
    expect(await keys.judge(HERE, two)).toEqual({ verdict: 'changed', expected: 'SHA256:one' });
    expect(await keys.judge('10.0.0.1:2222', two)).toEqual({ verdict: 'first_use' });
  });

  it('of two different first ones that come at the same time one is pinned; the other is changed', async () => {
    const keys = storeOf('first_use');
    const verdicts = await Promise.all([keys.judge(HERE, one), keys.judge(HERE, two)]);
    expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(['changed', 'first_use']);
    expect((await keys.list({})).total).toBe(1);
  });

  it('that is unknown is not trusted under the strict policy, and not pinned', async () => {
    const keys = storeOf('strict');
    expect(await keys.judge(HERE, one)).toEqual({ verdict: 'unknown' });
    expect((await keys.list({ pending: false })).items).toEqual([]);
    expect(await keys.pin(HERE, one)).toBe(true);
    expect(await keys.pin(HERE, two)).toBe(false);
    expect(await keys.judge(HERE, one)).toEqual({ verdict: 'pinned' });
  });

  it('that was forgotten makes the next one a first use, and nothing waits any longer', async () => {
    const keys = storeOf('first_use');
    await keys.judge(HERE, one);
    await keys.judge(HERE, two);
    expect(await keys.forget(HERE)).toBe('SHA256:one');
    expect(await keys.forget(HERE)).toBeNull();
    expect((await keys.list({})).items).toEqual([]);
    expect(await keys.judge(HERE, two)).toEqual({ verdict: 'first_use' });
  });

  it('cannot be judged while the database is away: throws rather than trusts', async () => {
    const other = await tempDatabase();
    const keys = createHostKeyStore(other.db, 'first_use', { error: () => {} });
    await other.remove();
    await expect(keys.judge(HERE, one)).rejects.toThrow();
  });
});

describe('a refused host key', () => {
  it('waits as the newest offer of its endpoint, with when it was first and last seen', async () => {
    const keys = storeOf('first_use');
    await keys.judge(HERE, one);
    await keys.judge(HERE, two);
    const [first] = (await keys.list({ pending: true })).items;
    expect(first).toMatchObject({ endpoint: HERE, pinned: { ...one, acceptedBy: null }, offered: two });
    await temp.db.prisma.hostKeyOffer.update({ where: { endpoint: HERE }, data: { firstSeenAt: new Date(1_000) } });
    await keys.judge(HERE, two);
    const [again] = (await keys.list({ pending: true })).items;
    expect(again!.offered!.firstSeenAt).toBe(new Date(1_000).toISOString());
    expect(Date.parse(again!.offered!.lastSeenAt)).toBeGreaterThan(1_000);
    await keys.judge(HERE, three);
    const { items, total } = await keys.list({ pending: true });
    expect([total, items[0]!.offered!.fingerprint]).toEqual([1, three.fingerprint]);
    expect(Date.parse(items[0]!.offered!.firstSeenAt)).toBeGreaterThan(1_000);
  });

  it('is refused all the same where it cannot be written down, and the log says so', async () => {
    const keys = storeOf('strict');
    await keys.pin(HERE, one);
    await temp.db.sql.run(
      'CREATE TRIGGER "full" BEFORE INSERT ON "HostKeyOffer" BEGIN SELECT RAISE(FAIL, \'full\'); END',
    );
    expect(await keys.judge(HERE, two)).toEqual({ verdict: 'changed', expected: 'SHA256:one' });
    expect(await keys.judge('10.0.0.2:22', two)).toEqual({ verdict: 'unknown' });
    expect(errors).toEqual(Array(2).fill('A host key offer could not be written down'));
    expect((await keys.list({ pending: true })).total).toBe(0);
  });

  it('no longer waits once the pinned key is shown again', async () => {
    const keys = storeOf('first_use');
    await keys.judge(HERE, one);
    await keys.judge(HERE, two);
    expect(await keys.judge(HERE, one)).toEqual({ verdict: 'pinned' });
    expect((await keys.list({ pending: true })).total).toBe(0);
  });

  it('is pinned in the place of the old one when a person accepts the very key that they saw', async () => {
    const keys = storeOf('first_use');
    await keys.judge(HERE, one);
    await keys.judge(HERE, two);
    expect(await keys.accept(HERE, three.fingerprint, 'a@example.net')).toEqual({ ok: false, reason: 'other_offer' });
    expect(await keys.judge(HERE, two)).toMatchObject({ verdict: 'changed' });
    const accepted = await keys.accept(HERE, two.fingerprint, 'a@example.net');
    expect(accepted).toEqual({ ok: true, replaced: 'SHA256:one', algorithm: 'ssh-rsa' });
    expect(await keys.judge(HERE, two)).toEqual({ verdict: 'pinned' });
    expect(await keys.judge(HERE, one)).toEqual({ verdict: 'changed', expected: 'SHA256:two' });
    const [record] = (await keys.list({})).items;
    expect(record!.pinned).toMatchObject({ ...two, acceptedBy: 'a@example.net' });
    expect(record!.pinned!.acceptedAt).toMatch(/Z$/);
    expect(await keys.accept('10.9.9.9:22', two.fingerprint, 'a')).toEqual({ ok: false, reason: 'no_offer' });
  });

  it('that is accepted at the moment at which it is refused once more does not come back as an offer', async () => {
    const keys = storeOf('first_use');
    await keys.judge(HERE, one);
    await keys.judge(HERE, two);
    await Promise.all([keys.judge(HERE, two), keys.accept(HERE, two.fingerprint, 'a'), keys.judge(HERE, two)]);
    expect((await keys.list({ pending: true })).total).toBe(0);
  });

  it('that is rejected waits again when it is shown again; the pinned one stays', async () => {
    const keys = storeOf('first_use');
    await keys.judge(HERE, one);
    await keys.judge(HERE, two);
    expect(await keys.reject(HERE)).toBe('SHA256:two');
    expect(await keys.reject(HERE)).toBeNull();
    expect(await keys.judge(HERE, two)).toEqual({ verdict: 'changed', expected: 'SHA256:one' });
    expect((await keys.list({ pending: true })).total).toBe(1);
  });
});

describe('the list of host keys', () => {
  it('pages through every endpoint once, pinned or waiting, and is searched by endpoint, fingerprint and device', async () => {
    const box = { seal: (plain: string) => plain, open: (sealed: string) => sealed };
    const credentials = createCredentialStore(temp.db, box);
    const credential = await credentials.create({ name: 'lab', username: 'u', password: 'p' });
    const devices = createDeviceStore(temp.db);
    const made = await devices.create({
      name: 'FRA-Core_1',
      address: '10.0.0.3',
      port: 22,
      country: 'DE',
      platform: 'frr',
      credentialId: (credential as { id: string }).id,
    });
    const keys = storeOf('strict');
    for (const host of [1, 2, 3, 4, 5]) await keys.pin(`10.0.0.${host}:22`, { ...one, fingerprint: `SHA256:K${host}` });
    await keys.judge('10.0.0.3:22', two);
    await keys.judge('10.0.0.9:22', three);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof keys.list>> = await keys.list({ limit: 2, cursor });
      expect(page.total).toBe(6);
      seen.push(...page.items.map(({ endpoint }) => endpoint));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([1, 2, 3, 4, 5, 9].map((host) => `10.0.0.${host}:22`));
    const found = async (search: string) => (await keys.list({ search })).items.map(({ endpoint }) => endpoint);
    expect(await found('fra-core_1')).toEqual(['10.0.0.3:22']);
    expect(await found('sha256:k2')).toEqual(['10.0.0.2:22']);
    expect(await found('0.0.9')).toEqual(['10.0.0.9:22']);
    expect(await found('%')).toEqual([]);
    const [device] = (await keys.list({ search: 'fra' })).items;
    const { id } = made as { id: string };
    expect(device!.device).toEqual({ id, name: 'FRA-Core_1', country: 'DE' });
    expect((await keys.list({ pending: false })).total).toBe(4);
    expect((await keys.list({ pending: true })).total).toBe(2);
  });
});
