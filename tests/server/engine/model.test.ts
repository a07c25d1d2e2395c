import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mood, playJobModel, type Step } from '../../support/job-model';

const RUNS = Number(process.env.MODEL_RUNS ?? 40);
/** Seeds with which this test once failed; each is played again for ever. */
const seeds: number[] = JSON.parse(readFileSync(join(import.meta.dirname, 'model-seeds.json'), 'utf8'));

const job = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      devices: fc.integer({ min: 1, max: 12 }),
      batchSize: fc.integer({ min: 0, max: 5 }),
      rolling: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('pause', 'resume', 'cancel', 'retry', 'stop'),
      job,
    }) as fc.Arbitrary<Step>,
  },
  { weight: 2, arbitrary: fc.constant({ do: 'kill' as const }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait' as const), turns: fc.integer({ min: 1, max: 60 }) }) },
);
const moods = fc.array(
  fc.constantFrom<Mood>('answers', 'answers', 'refuses', 'hangs on reading', 'hangs on changing'),
  { minLength: 1, maxLength: 6 },
);
const property = fc.asyncProperty(fc.array(step, { maxLength: 14 }), moods, playJobModel);

describe('any sequence of create, pause, resume, cancel, retry, stop and kill -9', () => {
  it.each(seeds)('ends as the model says with seed %i, which failed once', async (seed) => {
    await expect(fc.assert(property, { seed, numRuns: 15, endOnFailure: true })).resolves.toBeUndefined();
  });

  it(`ends as the model says, ${RUNS} times at random`, { timeout: 180_000 + RUNS * 2_000 }, async () => {
    // No shrinking: the seed that is reported plays the same steps again.
    await expect(fc.assert(property, { numRuns: RUNS, endOnFailure: true })).resolves.toBeUndefined();
  });
});
