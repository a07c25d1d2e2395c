import { describe, expect, it } from 'vitest';
import { formValues, parseForm, splitTags } from '@/components/devices/device-form-values';

const filled = { ...formValues(null), name: 'fra-01', address: '10.0.0.1', country: 'de', credentialId: 'c1' };

describe('the form of a device', () => {
  it('gives the input of the api: numbers as numbers, the country in capitals, tags once each', () => {
    expect(parseForm({ ...filled, tags: ' core, eu ,core,' })).toEqual({
      ok: true,
      value: {
        name: 'fra-01',
        address: '10.0.0.1',
        port: 22,
        country: 'DE',
        platform: 'auto',
        credentialId: 'c1',
        jumpHostId: null,
        site: null,
        tags: ['core', 'eu'],
        algorithms: 'modern',
        keepalive: true,
      },
    });
  });

  it('names each field that is wrong', () => {
    const parsed = parseForm({ ...filled, address: 'a b', port: '99999', credentialId: '' });
    expect(parsed.ok ? [] : Object.keys(parsed.problems).sort()).toEqual(['address', 'credentialId', 'port']);
  });

  it('has no tag without a letter', () => {
    expect(splitTags(' , ,')).toEqual([]);
  });
});
