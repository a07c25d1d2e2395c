import { describe, expect, it } from 'vitest';
import { countedOf } from '@/components/jobs/counts-words';

const NONE = { total: 0, pending: 0, running: 0, completed: 0, failed: 0, skipped: 0, canceled: 0, unknown: 0 };

describe('the number before a total', () => {
  it('is what has ended while others are to come', () => {
    expect(countedOf({ ...NONE, total: 10, pending: 3, running: 2, completed: 3, failed: 1, skipped: 1 })).toBe(5);
  });

  it('is what ran once none is: a job that was stopped early did not run on all', () => {
    expect(countedOf({ ...NONE, total: 420, completed: 36, failed: 5, skipped: 379 })).toBe(41);
    expect(countedOf({ ...NONE, total: 4, completed: 1, unknown: 1, canceled: 2 })).toBe(2);
    expect(countedOf({ ...NONE, total: 4, completed: 4 })).toBe(4);
  });
});
