import { expect, it } from 'vitest';
import { selectionWords } from '@/components/jobs/selection-words';

const NONE = { filter: null, group: null, devices: null };

it.each([
  [{ filter: { all: true as const } }, 'Every device'],
  [{ filter: { country: 'DE', tag: 'core' } }, 'Germany · tagged core'],
  [{ filter: { countries: ['DE', 'FR', 'JP'], search: 'fra' } }, 'Germany, France or Japan · “fra”'],
  [{ filter: { countries: ['DE', 'FR', 'JP', 'BR'] } }, '4 countries'],
  [{ group: { name: 'Core' } }, 'Group Core'],
  [{ group: { name: 'Core' }, filter: { platform: 'frr' as const } }, 'Group Core, only FRRouting'],
  [{ devices: 1 }, '1 device by hand'],
])('says how devices are selected: %j', (facts, words) => {
  expect(selectionWords({ ...NONE, ...facts })).toBe(words);
});
