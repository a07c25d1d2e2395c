import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readDeviceSelection, storeDeviceSelection } from '@/components/devices/device-selection';

const KEY = 'areazero.device-selection';
const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

it.each([
  [{ deviceIds: ['b', 'a'] }],
  [{ filter: {}, groupId: null }],
  [{ filter: { search: 'core', country: 'DE', platform: 'frr' as const }, groupId: 'g' }],
])('what was ticked comes back as it was: %j', (selection) => {
  storeDeviceSelection(selection);
  expect(readDeviceSelection()).toEqual(selection);
});

it.each([undefined, '', 'no JSON', '[1,2]', '{"filter":{"country":1},"groupId":null}', '["a"]'])(
  'anything else in its place is nothing ticked: %s',
  (text) => {
    if (text !== undefined) stored.set(KEY, text);
    expect(readDeviceSelection()).toEqual({ deviceIds: [] });
  },
);
