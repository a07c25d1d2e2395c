import { afterEach, describe, expect, it } from 'vitest';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';

/** Refused keys from the router's ledger to the admin's decision and back. */
let fleet: Fleet;
afterEach(() => fleet.close());

async function run() {
  const { jobId } = await fleet.portal.admin.jobs.create.mutate({
    filter: { all: true },
    commands: ['show ip ospf'],
    batchSize: 0,
  });
  await jobEnd(fleet, jobId);
  const { items } = await fleet.portal.admin.jobs.runs.query({ jobId });
  return items;
}

const noPasswordLeft = () => {
  for (const { name } of fleet.lab.routers) {
    expect([fleet.lab.ledger.logins(name), fleet.lab.ledger.failedLogins(name)]).toEqual([0, 0]);
  }
};

describe('the strict policy', () => {
  it('refuses the first contact, lists its key, and works once an admin has accepted it', async () => {
    const strict = { env: { HOST_KEY_POLICY: 'strict' } };
    fleet = await startFleet({ size: 3, hostKeys: 'per-router', addressBase: '127.205.0.1' }, strict);
    const { admin } = fleet.portal;
    const refused = await run();
    expect(refused.map(({ failure }) => failure?.kind)).toEqual(Array(3).fill('host_key_unknown'));
    noPasswordLeft();

    const waiting = await admin.hostKeys.list.query({ pending: true });
    expect(waiting).toMatchObject({ total: 3, policy: 'strict' });
    for (const { endpoint, pinned, offered, device } of waiting.items) {
      const router = fleet.lab.routers.find(({ address, port }) => endpoint === `${address}:${port}`)!;
      expect([pinned, device?.name, device?.country]).toEqual([null, router.name, router.country]);
      expect(offered!.fingerprint).toBe(router.fingerprint);
      const { failure } = refused.find(({ deviceName }) => deviceName === router.name)!;
      expect(failure).toEqual({ kind: 'host_key_unknown', fingerprint: router.fingerprint });
    }
    noPasswordLeft();
    for (const { endpoint, offered } of waiting.items) {
      await admin.hostKeys.accept.mutate({ endpoint, fingerprint: offered!.fingerprint });
    }
    expect((await run()).map(({ state }) => state)).toEqual(['completed', 'completed', 'completed']);
    for (const { name } of fleet.lab.routers) expect(fleet.lab.ledger.logins(name)).toBe(1);
  });
});

describe('a router that shows another key', () => {
  it('gets no password until an admin has accepted the key that they saw, by name, on record', async () => {
    fleet = await startFleet({ size: 3, hostKeys: 'per-router', addressBase: '127.206.0.1' });
    const { admin, adminEmail } = fleet.portal;
    await run();
    fleet.lab.ledger.clear();
    const router = fleet.lab.routers[1]!;
    const before = router.fingerprint;
    const shown = fleet.lab.rotateHostKey(router.name);
    const find = (items: Awaited<ReturnType<typeof run>>) =>
      items.find(({ deviceName }) => deviceName === router.name)!;
    expect(find(await run()).failure).toEqual({ kind: 'host_key_changed', expected: before, actual: shown });
    expect(fleet.lab.ledger.logins(router.name)).toBe(0);
    expect(fleet.lab.ledger.failedLogins(router.name)).toBe(0);

    const { items } = await admin.hostKeys.list.query({ pending: true, search: router.name });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      pinned: { fingerprint: before, acceptedBy: null },
      offered: { fingerprint: shown },
      device: { name: router.name },
    });
    const { endpoint } = items[0]!;
    // The router changes once more before the admin presses the button: what they saw is not what there is.
    const third = fleet.lab.rotateHostKey(router.name);
    await run();
    const stale = admin.hostKeys.accept.mutate({ endpoint, fingerprint: shown });
    await expect(stale).rejects.toMatchObject({ data: { code: 'CONFLICT' } });
    expect(find(await run()).failure).toMatchObject({ kind: 'host_key_changed', expected: before });
    expect(fleet.lab.ledger.logins(router.name)).toBe(0);

    const operator = fleet.portal.client({ token: await fleet.portal.createToken('operator') });
    const notAllowed = operator.hostKeys.accept.mutate({ endpoint, fingerprint: third });
    await expect(notAllowed).rejects.toMatchObject({ data: { code: 'FORBIDDEN' } });
    await admin.hostKeys.accept.mutate({ endpoint, fingerprint: third });
    expect(find(await run()).state).toBe('completed');
    const [pinned] = (await admin.hostKeys.list.query({ search: third })).items;
    expect(pinned).toMatchObject({ offered: null, pinned: { fingerprint: third, acceptedBy: adminEmail } });
    const { items: trail } = await admin.audit.list.query({});
    expect(trail.find(({ action }) => action === 'hostKeys.accept')).toMatchObject({
      actor: adminEmail,
      subject: endpoint,
      detail: { fingerprint: third, replaced: before },
    });

    await admin.hostKeys.forget.mutate({ endpoint });
    const again = admin.hostKeys.forget.mutate({ endpoint });
    await expect(again).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
    expect((await admin.audit.list.query({})).items[0]).toMatchObject({
      action: 'hostKeys.forget',
      detail: { fingerprint: third },
    });
  });
});

describe('bad input to hostKeys', () => {
  it('is refused and names the field', async () => {
    fleet = await startFleet({ size: 1, addressBase: '127.207.0.1' });
    const { admin } = fleet.portal;
    const fingerprint = `SHA256:${'A'.repeat(43)}`;
    const bad = [
      [{ endpoint: '', fingerprint }, 'endpoint'],
      [{ endpoint: 'a\n:22', fingerprint }, 'endpoint'],
      [{ endpoint: '10.0.0.1:22', fingerprint: 'MD5:00' }, 'fingerprint'],
    ] as const;
    for (const [input, field] of bad) {
      await expect(admin.hostKeys.accept.mutate(input)).rejects.toMatchObject({ data: { fields: [{ field }] } });
    }
    const nothing = admin.hostKeys.accept.mutate({ endpoint: '10.0.0.1:22', fingerprint });
    await expect(nothing).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
    await expect(admin.hostKeys.reject.mutate({ endpoint: '10.0.0.1:22' })).rejects.toMatchObject({
      data: { code: 'NOT_FOUND' },
    });
  });
});
