import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOfTags, columnOf, wordsOf } from '@/domain/job-groups';

describe('what devices are grouped by', () => {
  it('comes out as it went in, each word sent once', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom('fra-1', 'par-2', 'lon-3'))), (words) => {
        const column = columnOf(words);
        expect(column === null).toBe(words.every((word) => word === null));
        expect(column ? wordsOf(column) : words.map(() => '')).toEqual(words.map((word) => word ?? ''));
        expect(new Set(column?.values).size).toBe(column?.values.length ?? 0);
      }),
    );
  });
});

describe('the area of a device', () => {
  it('is what a tag of it says, in one spelling', () => {
    expect(areaOfTags(['core', 'area:0'])).toBe('0.0.0.0');
    expect(areaOfTags(['Area-0.0.0.0'])).toBe('0.0.0.0');
    expect(areaOfTags(['area:4294967295'])).toBe('255.255.255.255');
    expect(areaOfTags(['area-10.20.0.5'])).toBe('10.20.0.5');
  });

  it('is nothing where no tag is an area id', () => {
    for (const tag of ['area', 'area:', 'area:core', 'area:4294967296', 'area:1.2.3.256', 'areas:1', 'area:-1']) {
      expect(areaOfTags([tag])).toBeNull();
    }
  });
});
