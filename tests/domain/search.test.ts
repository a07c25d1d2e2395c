import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PATTERN_LINE, type Ranges, searchFor } from '@/domain/search';
import { MAX_STEPS, parsePattern } from '@/domain/search-syntax';

function matched(query: string, line: string): Ranges | null {
  const search = searchFor(query, 'pattern');
  if (!search.ok) throw new Error(search.message);
  return search.match(line);
}

/** Patterns by a grammar whose greedy first match is also the longest: what the language's own engine may judge. */
const atom = fc.constantFrom('a', 'b', '0', '\\d', '\\w', '[ab]', '[^b]', '.', '\\.', '[a-c]', '\\s');
const piece = fc.tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}')).map((parts) => parts.join(''));
const pattern = fc
  .tuple(
    fc.constantFrom('', '^', '\\b'),
    fc.array(
      fc.oneof(
        piece,
        fc.tuple(piece, piece).map(([a, b]) => `(${a}|${b})`),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    fc.constantFrom('', '$'),
  )
  .map(([head, body, tail]) => head + body.join('') + tail);
const line = fc.string({ unit: fc.constantFrom(...'aAbc0 .'), maxLength: 12 });

describe('a pattern', () => {
  it('matches exactly the lines that the language itself says it matches, from the same place on', () => {
    fc.assert(
      fc.property(pattern, line, (source, text) => {
        const expected = new RegExp(source, 'i').exec(text);
        const ranges = matched(source, text);
        expect(ranges !== null).toBe(expected !== null);
        if (expected && expected[0] !== '') expect(ranges?.[0]?.[0]).toBe(expected.index);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes the leftmost match and of those the longest, and then goes on behind it', () => {
    expect(matched('a|ab|abc', 'xabcab')).toEqual([
      [1, 4],
      [4, 6],
    ]);
    expect(matched('\\d+', 'eth10 of 200')).toEqual([
      [3, 5],
      [9, 12],
    ]);
    expect(matched('^full', 'FULL/DR full')).toEqual([[0, 4]]);
    expect(matched('^', 'anything')).toEqual([]);
  });

  it.each([
    ['(a+)+$', 'a'.repeat(MAX_PATTERN_LINE - 1)],
    ['(a|a|aa)*b', 'a'.repeat(MAX_PATTERN_LINE * 4)],
    ['a*a*a*a*a*a*a*a*b', 'a'.repeat(MAX_PATTERN_LINE)],
    ['(.*)(.*)(.*)(.*)(.*)x', 'y'.repeat(MAX_PATTERN_LINE)],
  ])('that makes others try every way there is ends after one pass: %s', (source, text) => {
    const parsed = parsePattern(source);
    expect(parsed.ok && parsed.program.length).toBeLessThanOrEqual(MAX_STEPS);
    expect(matched(source, `${text}!`)).toBeNull();
  });

  it.each([
    ['a{1000}', /up to 50/],
    ['((a{50}){50}){50}', /shorter pattern/],
    ['(((){50}){50}){50}', /fewer repetitions/],
    ['a**', /one of \* \+ \? \{\} at a time/],
    ['a+?', /one of/],
    ['*a', /before \*/],
    ['(a', /a \) for each \(/],
    ['a)', /no \) without/],
    ['[a', /a \] for each \[/],
    ['[z-a]', /rising range/],
    ['(?=a)', /look-ahead/],
    ['(?<n>a)', /named group/],
    ['(a)\\1', /back reference/],
    ['\\', /after \\/],
    ['^*', /before \* \+/],
    ['('.repeat(30), /fewer groups/],
  ])('that is not supported is refused, saying why: %s', (source, message) => {
    const search = searchFor(source, 'pattern');
    expect(search.ok ? '' : search.message).toMatch(message);
  });

  it('is never a surprise: any text is a search or a refusal, and any line can be searched', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab\\[](){}*+?|^$.,-0123'), maxLength: 24 }),
        line,
        (source, text) => {
          const search = searchFor(source, 'pattern');
          if (search.ok) search.match(text);
          else expect(search.message).toMatch(/^expected /);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('a text', () => {
  it('is found in any case, and the marked places hold it', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 3 }),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        (query, text) => {
          const search = searchFor(query, 'text');
          const ranges = search.ok ? search.match(text) : null;
          for (const [from, to] of ranges ?? []) expect(text.slice(from, to).toLowerCase()).toBe(query.toLowerCase());
          if (text.includes(query)) expect(ranges).not.toBeNull();
        },
      ),
    );
  });

  it('stays in its place behind a letter that is longer in lower case', () => {
    const search = searchFor('full', 'text');
    expect(search.ok && search.match('\u0130\u0130 FULL')).toEqual([[3, 7]]);
  });
});

it('a text of which no line may match holds no match for plain text, whatever letters do when they are folded', () => {
  const letters = fc.string({
    unit: fc.constantFrom('a', 'B', 'İ', 'ı', 'Σ', 'ς', 'ß', 'ẞ', ' ', '-', '\u0307'),
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 6 }), letters.filter(Boolean), (lines, query) => {
      const search = searchFor(query, 'text');
      if (!search.ok) throw new Error(search.message);
      if (lines.some((line) => search.match(line) !== null)) expect(search.mayMatch(lines.join('\n'))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
