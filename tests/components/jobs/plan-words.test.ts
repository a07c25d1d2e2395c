import { describe, expect, it } from 'vitest';
import { describeBatches, startSentence } from '@/components/jobs/plan-words';

describe('the words of a plan', () => {
  it.each([
    [[10], '1 batch of 10'],
    [[10, 10, 5], '3 batches: 10, 10, 5'],
    [[10, 10, 10, 10, 10], '5 batches: 10, 10, 10, 10, 10'],
    [[...Array<number>(41).fill(10), 2], '42 batches: 41 × 10, then 2'],
    [Array<number>(40).fill(10), '40 batches of 10'],
    [[60], '1 batch of 60'],
    [[], 'no batches'],
  ])('of sizes %j are "%s"', (sizes, words) => {
    expect(describeBatches(sizes)).toBe(words);
  });

  it('say before the start what will happen, and how fast at most where there is a limit', () => {
    const plan = { commands: 5, devices: 412, batches: 42 };
    expect(startSentence({ ...plan, floorMs: null })).toBe('Runs 5 commands on 412 devices in 42 batches');
    expect(startSentence({ ...plan, floorMs: 1_500_000 })).toBe(
      'Runs 5 commands on 412 devices in 42 batches, not faster than 25 min',
    );
    expect(startSentence({ commands: 1, devices: 1, batches: 1, floorMs: null })).toBe(
      'Runs 1 command on 1 device in 1 batch',
    );
  });
});
