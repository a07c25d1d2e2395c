import { describe, expect, it } from 'vitest';
import { happeningsBetween } from '@/components/jobs/job-happenings';
import { jobIcon } from '@/components/jobs/job-icon';
import { type JobGist, jobTitleText } from '@/components/jobs/job-title-text';
import type { JobListItem } from '@/components/jobs/use-job-list';
import { JOB_STATES } from '@/domain/job';

const counts = { total: 10, pending: 3, running: 2, completed: 3, failed: 2, skipped: 0, canceled: 0, unknown: 0 };
const job = (change: Partial<JobGist> = {}): JobGist => ({
  title: 'Nightly check',
  state: 'running',
  outcome: null,
  counts,
  ...change,
});

describe('the title of the tab', () => {
  it('is the percentage, then what failed, then the job', () => {
    expect(jobTitleText(job())).toBe('50% · 2 failed · Nightly check');
    expect(jobTitleText(job({ counts: { ...counts, failed: 0, completed: 5 } }))).toBe('50% · Nightly check');
    expect(jobTitleText(job({ counts: { ...counts, unknown: 1, running: 1 } }))).toBe('60% · 3 failed · Nightly check');
  });

  it('says what is not plain running, and how it ended', () => {
    expect(jobTitleText(job({ state: 'paused' }))).toBe('Paused 50% · 2 failed · Nightly check');
    expect(jobTitleText(job({ state: 'canceled' }))).toBe('Canceled · 2 failed · Nightly check');
    expect(jobTitleText(job({ state: 'completed', outcome: 'partial' }))).toBe(
      'Completed in part · 2 failed · Nightly check',
    );
  });
});

describe('the icon of the tab', () => {
  it('fills with the percentage, and tells each end and a pause by a sign as well as by color', () => {
    const ring = /stroke-dasharray="([\d.]+) ([\d.]+)"/;
    const [, filled, round] = ring.exec(jobIcon(job()))!;
    expect(Number(filled) / Number(round)).toBeCloseTo(0.5, 2);
    expect(jobIcon(job({ counts: { ...counts, pending: 8, completed: 0, failed: 0 } }))).not.toMatch(ring);
    const ends = [
      job({ state: 'paused' }),
      ...(['ok', 'partial', 'failed'] as const).map((outcome) => job({ state: 'completed', outcome })),
    ];
    const signs = ends.map((end) => /<path d="([^"]+)"/.exec(jobIcon(end))?.[1]);
    expect(new Set(signs).size).toBe(4);
    expect(signs).not.toContain(undefined);
  });

  it('is drawn for every state without anything that a router or a person wrote', () => {
    for (const state of JOB_STATES) expect(jobIcon(job({ state, title: '"/><script>' }))).not.toContain('script');
  });
});

describe('what happened elsewhere', () => {
  const listed = (jobId: string, change: Partial<JobListItem>) =>
    ({ jobId, createdAt: '2026-01-01T00:00:00.000Z', state: 'running', stateReason: null, ...change }) as JobListItem;
  const kinds = (before: JobListItem[], after: JobListItem[]) =>
    happeningsBetween(before, after).map(({ kind, job: { jobId } }) => `${jobId} ${kind}`);

  it('is told once: an end, and a pause that waits for a person', () => {
    const before = [listed('a', {}), listed('b', {})];
    const after = [listed('a', { state: 'completed' }), listed('b', { state: 'paused', stateReason: 'canary_passed' })];
    expect(kinds(before, after)).toEqual(['a ended', 'b waits']);
    expect(kinds(after, after)).toEqual([]);
  });

  it('is no news where a person paused or resumed it', () => {
    const paused = [listed('a', { state: 'paused', stateReason: 'by ana@example.net' })];
    expect(kinds([listed('a', {})], paused)).toEqual([]);
    expect(kinds(paused, [listed('a', {})])).toEqual([]);
  });

  it('tells of a job that began and ended between two looks, not of an old one that moved up the list', () => {
    const before = [listed('a', { state: 'completed', createdAt: '2026-01-02T00:00:00.000Z' })];
    const fresh = listed('new', { state: 'completed', createdAt: '2026-01-03T00:00:00.000Z' });
    const old = listed('old', { state: 'completed' });
    expect(kinds(before, [fresh, ...before, old])).toEqual(['new ended']);
  });
});
