import { describe, expect, it } from 'vitest';
import { FAILURE_VIEWS, failureDetail, failureLink } from '@/components/jobs/failure-catalogue';
import { DEVICE_RUN_STATE_VIEWS, JOB_STATE_VIEWS, jobView, OUTCOME_VIEWS } from '@/components/jobs/state-catalogue';
import { FAILURE_KINDS } from '@/domain/failure';
import { JOB_OUTCOMES } from '@/domain/job';

describe('the catalogue of states', () => {
  it('tells device states apart by word and by shape, not by colour alone', () => {
    const views = Object.values(DEVICE_RUN_STATE_VIEWS);
    expect(new Set(views.map(({ label }) => label)).size).toBe(views.length);
    expect(new Set(views.map(({ icon }) => icon)).size).toBe(views.length);
  });

  it('tells outcomes apart by word and by shape', () => {
    const views = Object.values(OUTCOME_VIEWS);
    expect(new Set(views.map(({ label }) => label)).size).toBe(JOB_OUTCOMES.length);
    expect(new Set(views.map(({ icon }) => icon)).size).toBe(JOB_OUTCOMES.length);
  });

  it('says of a completed job how it went', () => {
    expect(jobView({ state: 'completed', outcome: 'partial' })).toBe(OUTCOME_VIEWS.partial);
    expect(jobView({ state: 'running', outcome: null })).toBe(JOB_STATE_VIEWS.running);
  });
});

describe('the catalogue of failures', () => {
  it('has a word and advice for every kind', () => {
    for (const kind of FAILURE_KINDS) {
      expect(FAILURE_VIEWS[kind].label).not.toBe('');
      expect(FAILURE_VIEWS[kind].advice).toMatch(/\.$/);
    }
  });

  it('leads from a refused host key, and from nothing else, to where it is accepted', () => {
    const linked = FAILURE_KINDS.filter((kind) => failureLink(kind) !== null);
    expect(linked.sort()).toEqual(['host_key_changed', 'host_key_unknown']);
    expect(failureLink('host_key_changed', 'r1 & co')?.href).toBe('/host-keys?q=r1%20%26%20co');
  });

  it('says which clock ran out', () => {
    expect(failureDetail({ kind: 'timeout', phase: 'connect', ms: 10_000 })).toBe(
      'no answer within 10 s while connecting',
    );
  });
});
