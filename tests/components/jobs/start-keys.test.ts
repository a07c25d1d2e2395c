import { describe, expect, it } from 'vitest';
import { createStartKeys } from '@/components/jobs/start-keys';

const intent = { jobId: 'job', scope: 'failed' };

describe('the key of a start', () => {
  it('is the same for the same intent until its job is known, however often it is asked for', () => {
    const keys = createStartKeys();
    const key = keys.keyOf(intent);
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(keys.keyOf({ ...intent })).toBe(key);
    keys.settled(key);
    expect(keys.keyOf(intent)).not.toBe(key);
  });

  it('is another for another intent, and the first again for the first', () => {
    const keys = createStartKeys();
    const key = keys.keyOf(intent);
    const other = keys.keyOf({ ...intent, scope: 'unfinished' });
    expect(other).not.toBe(key);
    keys.settled(other);
    keys.settled(undefined);
    expect(keys.keyOf(intent)).toBe(key);
  });
});
