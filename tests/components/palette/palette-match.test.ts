import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matching, matchScore } from '@/components/palette/palette-match';

const labels = (typed: string, ...all: string[]) =>
  matching(
    typed,
    all.map((label) => ({ id: label, label })),
  ).map(({ label }) => label);

describe('the palette', () => {
  it('puts the beginning of a text before that of a word, and that before a part', () => {
    expect(labels('host', 'Ghosts', 'Jump hosts', 'Host keys')).toEqual(['Host keys', 'Jump hosts', 'Ghosts']);
  });

  it('finds words in any order and the first letters of words', () => {
    expect(labels('keys host', 'Host keys', 'Jobs')).toEqual(['Host keys']);
    expect(labels('nj', 'New job', 'Jobs')).toEqual(['New job']);
    expect(labels('fracore', 'fra-core-02', 'fra-edge-01')).toEqual(['fra-core-02']);
  });

  it('finds by other words too, after those whose name says it', () => {
    const choices = [
      { id: '1', label: 'Switch to dark', keywords: 'theme' },
      { id: '2', label: 'Theme of the week' },
    ];
    expect(matching('theme', choices).map(({ id }) => id)).toEqual(['2', '1']);
  });

  it('offers everything in its order while nothing is typed, and nothing for what fits nowhere', () => {
    expect(labels('  ', 'B', 'A')).toEqual(['B', 'A']);
    expect(labels('xyz', 'Jobs', 'Devices')).toEqual([]);
  });

  it('finds a text by any part of it, in any case, with a score from 0 to 1', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9 -]{0,20}$/), fc.nat(20), fc.nat(20), (text, a, b) => {
        const part = text.slice(Math.min(a, b), Math.max(a, b) + 1).toUpperCase();
        const score = matchScore(part, text);
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });
});
