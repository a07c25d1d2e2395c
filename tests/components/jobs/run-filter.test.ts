import { describe, expect, it } from 'vitest';
import { groupFailures } from '@/components/jobs/failure-matrix';
import { filterRuns, isFiltered } from '@/components/jobs/run-filter';
import { initialProgress } from '@/domain/progress';
import { planOf } from '../../support/plan';

const NONE = { state: null, country: null, batch: null, q: '' };
const { devices } = initialProgress(planOf({ devices: 25 }));

describe('the device list of a job', () => {
  it('is the plan itself, in its order, without a filter', () => {
    expect(filterRuns(devices, NONE)).toBe(devices);
    expect(isFiltered(NONE)).toBe(false);
  });

  it('shows what matches every filter, in the order of the plan', () => {
    const shown = filterRuns(devices, { state: 'pending', country: 'DE', batch: 2, q: ' ROUTER-1 ' });
    expect(shown.map(({ deviceName }) => deviceName)).toEqual(['router-11', 'router-16']);
    expect(filterRuns(devices, { ...NONE, state: 'failed' })).toEqual([]);
  });
});

describe('the failures of a job', () => {
  it('are grouped by kind, the commonest first', () => {
    const [a, b, c, d] = devices;
    const refused = { kind: 'refused' } as const;
    const groups = groupFailures([
      { ...a!, failure: { kind: 'busy', detail: 'all lines taken' } },
      { ...b!, failure: refused },
      c!,
      { ...d!, failure: refused },
    ]);
    expect(groups.map(([kind, members]) => [kind, members.length])).toEqual([
      ['refused', 2],
      ['busy', 1],
    ]);
  });
});
