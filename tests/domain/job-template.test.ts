import { expect, it } from 'vitest';
import { titleFrom, unknownPlaceholders } from '@/domain/job-template';

const facts = { at: '2026-11-23T14:05:59.000Z', devices: 12, group: 'Core' };

it.each([
  ['Nightly', 'Nightly'],
  ['{group}: {devices}, {date} {time}', 'Core: 12 devices, 2026-11-23 14:05 UTC'],
  ['{date} {date}', '2026-11-23 2026-11-23'],
  ['{other} {', '{other} {'],
])('fills in the title %j', (pattern, title) => {
  expect(titleFrom(pattern, facts)).toBe(title);
});

it('says one device as one, and no group as none', () => {
  expect(titleFrom('{devices} {group}', { ...facts, devices: 1, group: null })).toBe('1 device no group');
});

it('takes the name of a group for text, whatever stands in it', () => {
  expect(titleFrom('{group}', { ...facts, group: '$& {date}' })).toBe('$& {date}');
});

it('finds what is no placeholder', () => {
  expect(unknownPlaceholders('{date} {dat} {} {time}')).toEqual(['dat', '']);
  expect(unknownPlaceholders('no { braces')).toEqual([]);
});
