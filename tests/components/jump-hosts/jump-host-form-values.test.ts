import { describe, expect, it } from 'vitest';
import { formValues, parseForm } from '@/components/jump-hosts/jump-host-form-values';

const filled = { ...formValues(null), name: 'dc-1', address: '10.0.0.1', credentialId: 'c1' };

describe('the form of a jump host', () => {
  it('gives the input of the api: numbers as numbers, no jump host before it as null', () => {
    expect(parseForm({ ...filled, maxSessions: ' 20 ' })).toEqual({
      ok: true,
      value: {
        name: 'dc-1',
        address: '10.0.0.1',
        port: 22,
        credentialId: 'c1',
        viaId: null,
        algorithms: 'modern',
        keepalive: true,
        maxSessions: 20,
      },
    });
  });

  it.each([
    ['name', ''],
    ['address', 'two words'],
    ['port', '0'],
    ['credentialId', ''],
    ['maxSessions', ''],
    ['maxSessions', '0'],
    ['maxSessions', '1.5'],
    ['maxSessions', 'many'],
  ] as const)('says what is wrong with %s "%s"', (field, text) => {
    const parsed = parseForm({ ...filled, [field]: text });
    expect(parsed.ok ? {} : Object.keys(parsed.problems)).toEqual([field]);
  });

  it('shows a jump host as it is stored', () => {
    const stored = { id: 'j1', devices: 3, behind: 0, viaId: 'j0', maxSessions: 7, keepalive: false } as const;
    const values = formValues({
      ...stored,
      name: 'b',
      address: 'b.example.net',
      port: 2222,
      credentialId: 'c',
      algorithms: 'legacy',
    });
    expect(values).toMatchObject({
      port: '2222',
      viaId: 'j0',
      maxSessions: '7',
      keepalive: false,
      algorithms: 'legacy',
    });
  });
});
