import { expect, it } from 'vitest';
import { hashText } from '../../lab/network/random';
import { ownThinkTimeMs } from '../../lab/router/settings';

it('think times are alike without a spread, and otherwise fill the room that it gives', () => {
  const own = (thinkTimeSpread?: number) =>
    Array.from({ length: 1_000 }, (_, at) =>
      ownThinkTimeMs({ thinkTimeMs: 1_000, thinkTimeSpread }, hashText(`r${at}`)),
    );
  expect(new Set(own())).toEqual(new Set([1_000]));
  const spread = own(0.5).sort((a, b) => a - b);
  expect(spread[0]).toBeGreaterThanOrEqual(500);
  expect(spread.at(-1)).toBeLessThanOrEqual(1_500);
  expect(spread[100]).toBeLessThan(700);
  expect(spread[900]).toBeGreaterThan(1_300);
});
