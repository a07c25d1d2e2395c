import { describe, expect, it } from 'vitest';
import { canonicalAddress, canonicalEndpoint } from '@/domain/device';
import { deviceFieldsSchema } from '@/domain/device-schema';
import { describeFailure, FAILURE_KINDS } from '@/domain/failure';
import { canTransition, isFinalJobState, JOB_STATES } from '@/domain/job';
import { roleIncludes } from '@/domain/role';

describe('a device', () => {
  it.each([
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['Router.Example.NET.', 'router.example.net'],
  ])('has one canonical address: %s and %s', (a, b) => expect(canonicalAddress(a)).toBe(canonicalAddress(b)));

  it('has one endpoint per port', () => {
    expect(canonicalEndpoint('2001:db8::1', 22)).toBe('[2001:db8::1]:22');
    expect(canonicalEndpoint('10.0.0.1', 2222)).toBe('10.0.0.1:2222');
  });

  const good = { name: 'fra-core-01', address: '10.0.0.1', country: 'de', platform: 'cisco_ios' };

  it('gets its defaults and its country in capitals', () => {
    expect(deviceFieldsSchema.parse(good)).toMatchObject({ port: 22, country: 'DE', tags: [] });
  });

  it.each([
    ['name', { name: 'a\nb' }],
    ['address', { address: '10.0.0.1:22' }],
    ['address', { address: 'user@10.0.0.1' }],
    ['port', { port: 70_000 }],
    ['port', { port: 2.5 }],
    ['country', { country: 'Germany' }],
    ['platform', { platform: 'windows' }],
    ['tags', { tags: ['a\u0000'] }],
  ])('is refused with its field named: %s', (field, change) => {
    const result = deviceFieldsSchema.safeParse({ ...good, ...change });
    expect(result.error?.issues[0]?.path[0]).toBe(field);
  });
});

describe('states and kinds', () => {
  it('final job states are those that nothing follows', () => {
    expect(JOB_STATES.filter(isFinalJobState)).toEqual(['completed', 'canceled', 'failed']);
    for (const state of JOB_STATES.filter(isFinalJobState)) {
      expect(JOB_STATES.some((to) => canTransition(state, to))).toBe(false);
    }
  });

  it('the contract names fifteen failure kinds', () => {
    expect(FAILURE_KINDS).toHaveLength(15);
    expect(describeFailure({ kind: 'timeout', phase: 'connect', ms: 10_000 })).toBe('timeout (connect, 10000 ms)');
  });

  it('a role includes those before it', () => {
    expect(roleIncludes('admin', 'operator')).toBe(true);
    expect(roleIncludes('viewer', 'operator')).toBe(false);
  });
});
