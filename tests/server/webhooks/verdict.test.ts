import { describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS, RETRY_WAITS_MS } from '@/domain/webhook';
import { verdictOf } from '@/server/webhooks/verdict';

const answer = (status: number, retryAfter: string | null = null) => ({ status, retryAfter, body: Buffer.alloc(0) });
const NOW = Date.parse('2030-01-01T00:00:00Z');

describe('what an attempt means', () => {
  it.each([200, 201, 204, 299])('%d is delivered', (status) =>
    expect(verdictOf(answer(status), 1, NOW, () => 0)).toMatchObject({ state: 'delivered', waitMs: null, error: null }),
  );

  it.each([300, 301, 400, 401, 404, 429, 500, 503])('%d is tried again', (status) =>
    expect(verdictOf(answer(status), 1, NOW, () => 0)).toMatchObject({ state: 'pending', waitMs: RETRY_WAITS_MS[0] }),
  );

  it('the waits grow from attempt to attempt, by chance up to a fifth longer, and the last attempt is the last', () => {
    const refused = { error: 'connect ECONNREFUSED' };
    for (const random of [() => 0, () => 0.999]) {
      const waits = RETRY_WAITS_MS.map((_, i) => verdictOf(refused, i + 1, NOW, random).waitMs!);
      expect(waits).toEqual([...waits].sort((a, b) => a - b));
      waits.forEach((wait, i) => {
        expect(wait).toBeGreaterThanOrEqual(RETRY_WAITS_MS[i]!);
        expect(wait).toBeLessThanOrEqual(RETRY_WAITS_MS[i]! * 1.2);
      });
    }
    expect(verdictOf(refused, MAX_ATTEMPTS, NOW, () => 0)).toMatchObject({ state: 'failed', waitMs: null });
  });

  it('410 ends it and switches the webhook off', () =>
    expect(verdictOf(answer(410), 1, NOW, () => 0)).toMatchObject({ state: 'failed', gone: true }));

  it.each([
    ['120', 120_000],
    ['1', RETRY_WAITS_MS[0]],
    ['Tue, 01 Jan 2030 00:10:00 GMT', 600_000],
    ['999999999', 24 * 3_600_000],
    ['soon', RETRY_WAITS_MS[0]],
    ['-5', RETRY_WAITS_MS[0]],
  ])('Retry-After: %s waits for %d ms', (retryAfter, wait) =>
    expect(verdictOf(answer(503, retryAfter), 1, NOW, () => 0).waitMs).toBe(wait),
  );
});
