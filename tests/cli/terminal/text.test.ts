import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, safeLine, toWidth, toWidthRight, widthOf } from '@/cli/terminal/text';

describe('text in cells', () => {
  it('counts wide letters twice, and marks not at all', () => {
    expect(widthOf('abc')).toBe(3);
    expect(widthOf('日本')).toBe(4);
    expect(widthOf('e\u0301')).toBe(1);
    expect(widthOf('✓ ●')).toBe(3);
  });

  it('cuts with a mark and fills to exactly the width', () => {
    expect(cut('show ip ospf neighbor', 10)).toBe('show ip o…');
    expect(cut('日本語', 5)).toBe('日本…');
    const texts = fc.string({ unit: 'grapheme', maxLength: 40 }).map(safeLine);
    fc.assert(
      fc.property(texts, fc.nat(60), (text, width) => {
        expect(widthOf(cut(text, width))).toBeLessThanOrEqual(width);
        expect(widthOf(toWidth(text, width))).toBe(width);
        expect(widthOf(toWidthRight(text, width))).toBe(width);
      }),
    );
  });

  it('is one line without anything that a terminal obeys', () => {
    expect(safeLine('a\u001b[2Jb\nc\td\u202ee')).toBe('ab c d<U+202E>e');
  });
});
