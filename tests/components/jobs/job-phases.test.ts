import { describe, expect, it } from 'vitest';
import { phasesOf } from '@/components/jobs/job-phases';
import { asksForPerson } from '@/components/jobs/paused-notice';
import type { JobState } from '@/domain/job';
import { initialRecord } from '@/domain/job-record';
import type { JobRecord } from '@/domain/job-record-schema';
import { emptyCounts } from '@/domain/progress';

function phases(
  state: JobState,
  { canary, completed = 0 }: { canary?: JobRecord['canary']; completed?: number } = {},
): string {
  const counts = { ...emptyCounts(), total: 4, completed, pending: 4 - completed };
  const record = { ...initialRecord, canary: canary ?? null };
  const startedAt = state === 'pending' ? null : '2026-01-01T00:00:00.000Z';
  return phasesOf(canary !== undefined, { state, stateReason: null, record, counts, startedAt })
    .map((phase) => `${phase.name} ${phase.state}`)
    .join(', ');
}

describe('the phases of a job', () => {
  it.each([
    ['before the start', 'pending', {}, 'plan done, batches waiting, finalising waiting'],
    ['in its batches', 'running', {}, 'plan done, batches now, finalising waiting'],
    ['in its canary', 'running', { canary: null }, 'plan done, canary now, batches waiting, finalising waiting'],
    ['after its canary', 'paused', { canary: 'passed' }, 'plan done, canary done, batches now, finalising waiting'],
    [
      'after a failed canary',
      'failed',
      { canary: 'failed' },
      'plan done, canary failed, batches left out, finalising done',
    ],
    ['at its end', 'completing', { completed: 4 }, 'plan done, batches done, finalising now'],
    ['completed with skipped devices', 'completed', { completed: 2 }, 'plan done, batches done, finalising done'],
    ['canceled half-way', 'canceled', { completed: 2 }, 'plan done, batches left out, finalising done'],
  ] as const)('%s', (_name, state, more, expected) => {
    expect(phases(state, more)).toBe(expected);
  });
});

describe('a paused job', () => {
  it('asks for a decision only where no person paused it', () => {
    expect(asksForPerson({ state: 'paused', stateReason: 'the portal was away for 12 minutes' })).toBe(true);
    expect(asksForPerson({ state: 'paused', stateReason: 'by operator@example.net' })).toBe(false);
    expect(asksForPerson({ state: 'running', stateReason: null })).toBe(false);
  });
});
