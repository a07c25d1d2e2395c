import { expect, it } from 'vitest';
import { commandsWords, paceWords } from '@/components/job-templates/template-words';

it('names the first commands by the titles of the catalogue', () => {
  expect(commandsWords(['show version'])).toBe('show version');
  expect(commandsWords(['@ospf-neighbors', 'show version', 'a', 'b'])).toMatch(/^\w.*, show version and 2 more$/);
  expect(commandsWords(['@ospf-neighbors'])).not.toContain('@');
  // One that the catalogue has no more.
  expect(commandsWords(['@gone'])).toBe('@gone');
});

it.each([
  [0, 'batch', null, 'All at once'],
  [1, 'rolling', null, 'One by one'],
  [10, 'batch', null, 'Batches of 10'],
  [20, 'rolling', 1_200, 'Rolling, 20 at a time, 1,200 an hour'],
] as const)('says the pace of %j %s %j', (batchSize, strategy, devicesPerHour, words) => {
  expect(paceWords({ batchSize, strategy, devicesPerHour })).toBe(words);
});
