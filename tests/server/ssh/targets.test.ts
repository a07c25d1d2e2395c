import { describe, expect, it } from 'vitest';
import type { Lookup } from '@/server/network/lookup';
import { createTargets } from '@/server/ssh/targets';

const resolvesTo =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses.map((address) => ({ address }));

describe('allowed targets', () => {
  it.each(['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd12::1', 'FD12:0:0::1', '::ffff:10.1.2.3'])(
    'by default %s is one',
    (address) => expect(createTargets().allows(address)).toBe(true),
  );

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '2001:db8::1',
    '127.0.0.1',
    '::1',
    '169.254.169.254',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '0.0.0.0',
    'not an address',
  ])('by default %s is none', (address) => expect(createTargets().allows(address)).toBe(false));

  it.each([
    '127.0.0.1',
    '169.254.169.254',
    '100.100.100.200',
    '0.0.0.0',
    '224.0.0.5',
    '::1',
    'fe80::1',
    'fd00:ec2::254',
  ])('%s is not reached through a network that merely holds it', (address) =>
    expect(createTargets('0.0.0.0/0, ::/0').allows(address)).toBe(false),
  );

  it('loopback and link-local are reached when listed', () => {
    const targets = createTargets('127.0.0.0/8,169.254.1.0/24,::1');
    expect(['127.3.2.1', '::ffff:127.0.0.1', '169.254.1.9', '::1'].every(targets.allows)).toBe(true);
    expect(targets.allows('169.254.169.254')).toBe(false);
    expect(targets.allows('10.0.0.1')).toBe(false);
  });

  it.each(['10.0.0.0/33', 'fd00::/129', '10.0.0/8', 'example.net', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0.0/-1'])(
    'the list entry %s stops the start and is named',
    (entry) => expect(() => createTargets(`10.0.0.0/8,${entry}`)).toThrow(entry),
  );

  it('a name goes to the addresses that were checked', async () => {
    const targets = createTargets('10.0.0.0/8', resolvesTo('10.0.0.1', '10.0.0.2'));
    expect(await targets.resolve('router.example')).toEqual({ ok: true, value: ['10.0.0.1', '10.0.0.2'] });
  });

  it('a name with one address outside is refused', async () => {
    const targets = createTargets('10.0.0.0/8', resolvesTo('10.0.0.1', '127.0.0.1'));
    const error = { kind: 'target_not_allowed', address: '127.0.0.1' };
    expect(await targets.resolve('router.example')).toEqual({ ok: false, error });
  });

  it.each(['127.1', '2130706433', '0x7f.0.0.1', 'localhost'])('loopback spelled %s is refused', async (host) => {
    expect((await createTargets('10.0.0.0/8').resolve(host)).ok).toBe(false);
  });

  it('a name without an address is unreachable', async () => {
    const away: Lookup = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    for (const lookup of [away, resolvesTo()]) {
      expect(await createTargets('10.0.0.0/8', lookup).resolve('router.example')).toMatchObject({
        ok: false,
        error: { kind: 'unreachable' },
      });
    }
  });
});
