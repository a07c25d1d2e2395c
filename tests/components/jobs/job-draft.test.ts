import { describe, expect, it } from 'vitest';
import {
  commandsOf,
  draftProblem,
  type JobDraft,
  newDraft,
  ownLines,
  parseRate,
  planInput,
  selectionOf,
} from '@/components/jobs/job-draft';
import { EVERYDAY_REFERENCES } from '@/domain/command';

const draftOf = (part: Partial<JobDraft>): JobDraft => ({ ...newDraft([]), ...part });

describe('the draft of a job', () => {
  it('begins with all devices, the everyday commands and batches of 10', () => {
    const draft = newDraft([]);
    expect(planInput(draft, selectionOf(draft)!)).toEqual({
      filter: { all: true },
      commands: [...EVERYDAY_REFERENCES],
      batchSize: 10,
      strategy: 'batch',
    });
  });

  it('begins with the devices that were picked in the inventory, in that order', () => {
    expect(selectionOf(newDraft(['b', 'a']))).toEqual({ deviceIds: ['b', 'a'] });
  });

  it.each([
    ['no country', draftOf({ mode: 'countries' }), null],
    ['one country', draftOf({ mode: 'countries', countries: ['DE'] }), { filter: { country: 'DE' } }],
    ['an empty filter', draftOf({ mode: 'filter' }), null],
    ['a filter', draftOf({ mode: 'filter', filter: { tag: 'core' } }), { filter: { tag: 'core' } }],
    ['nothing ticked', draftOf({ mode: 'hand' }), null],
  ] as const)('never selects more than was asked for: %s', (_name, draft, expected) => {
    expect(selectionOf(draft)).toEqual(expected);
  });

  it('selects several countries as such, not as the devices that they have now', () => {
    const draft = draftOf({ mode: 'countries', countries: ['DE', 'FR'] });
    expect(selectionOf(draft)).toEqual({ filter: { countries: ['DE', 'FR'] } });
  });

  it('selects a group, all of it or what of it matches', () => {
    expect(selectionOf(draftOf({ mode: 'group' }))).toBeNull();
    const group = draftOf({ mode: 'group', groupId: 'g', groupFilter: {} });
    expect(selectionOf(group)).toEqual({ groupId: 'g' });
    expect(selectionOf({ ...group, groupFilter: { country: 'DE' } })).toEqual({
      groupId: 'g',
      filter: { country: 'DE' },
    });
  });

  it('sends own lines after those of the catalogue, trimmed, without the empty ones', () => {
    const draft = draftOf({ references: ['@ospf-process'], ownText: '\n  show version \n\n' });
    expect(commandsOf(draft)).toEqual(['@ospf-process', 'show version']);
  });

  it('names the line that is wrong by its place in the text', () => {
    const lines = ownLines('show version\n\nshow ?\nclear ip ospf process');
    expect(lines.map(({ line, kind, error }) => [line, kind, error === null])).toEqual([
      [1, 'read', true],
      [3, 'read', false],
      [4, 'change', true],
    ]);
    const draft = draftOf({ ownText: 'show version\n\nshow ?' });
    expect(draftProblem(draft, selectionOf(draft))).toMatch(/^Own line 3: /);
  });

  it('judges a line for the platforms that it will meet, and takes a reference for what it is', () => {
    const kinds = (text: string, platforms?: Parameters<typeof ownLines>[1]) =>
      ownLines(text, platforms).map(({ kind, error }) => error ?? kind);
    expect(kinds('/routing ospf neighbor print', ['mikrotik_routeros'])).toEqual(['read']);
    expect(kinds('/routing ospf neighbor print', ['mikrotik_routeros', 'frr'])).toEqual(['change']);
    expect(kinds('/routing ospf neighbor print')).toEqual(['change']);
    expect(kinds('@ospf-neighbors')).toEqual(['read']);
    expect(kinds('@ospf-nothing')[0]).toMatch(/^Expected a command of the catalogue/);
  });

  it.each([
    ['', null],
    [' 120 ', 120],
    ['0.5', 0.5],
    ['0', 'invalid'],
    ['-3', 'invalid'],
    ['ten', 'invalid'],
    ['1e99', 'invalid'],
  ] as const)('reads the rate %j as %j', (text, rate) => {
    expect(parseRate(text)).toBe(rate);
  });

  it('says what is missing', () => {
    const none = draftOf({ references: [] });
    expect(draftProblem(none, selectionOf(none))).toBe('Choose at least one command.');
    const hand = draftOf({ mode: 'hand' });
    expect(draftProblem(hand, null)).toBe('Tick at least one device.');
    expect(draftProblem(draftOf({}), { filter: { all: true } })).toBeNull();
  });
});
