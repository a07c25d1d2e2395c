import { describe, expect, it } from 'vitest';
import { outcomeWords } from '@/components/overview/outcome-words';

const none = { total: 5, pending: 0, running: 0, completed: 0, failed: 0, skipped: 0, canceled: 0, unknown: 0 };

describe('the last outcome of a country', () => {
  it.each([
    [{ ...none, completed: 5 }, 'completed'],
    [{ ...none, completed: 3, skipped: 1, canceled: 1 }, '2 not run'],
    [{ ...none, completed: 3, skipped: 1, unknown: 1 }, '1 unknown'],
    [{ ...none, completed: 2, unknown: 1, failed: 2 }, '2 failed'],
  ])('is the worst that happened there: %o', (counts, words) => {
    expect(outcomeWords(counts).words).toBe(words);
  });
});
