import { describe, expect, it } from 'vitest';
import { selectionOf } from '@/components/jobs/job-draft';
import {
  draftOfEarlier,
  draftOfTemplate,
  draftOfTicks,
  type EarlierOrder,
  selectionAsOrdered,
} from '@/components/jobs/use-job-start';

const earlier = (change: Partial<EarlierOrder>): EarlierOrder => ({
  jobId: 'job-1',
  title: 'show version on 2 devices',
  settings: {
    commands: ['show version'],
    batchSize: 5,
    strategy: 'rolling',
    devicesPerHour: null,
    order: 'selected',
    priority: 'normal',
    retries: 1,
    deadlineMs: null,
    canary: null,
    stopRules: { failedDevices: 3 },
  },
  selection: null,
  deviceIds: ['a', 'b'],
  gone: [],
  ...change,
});

const group = { id: 'g', name: 'Core', exists: true };

describe('the form of a job for what was ticked in the inventory', () => {
  it.each([
    [{ deviceIds: ['b', 'a'] }, { deviceIds: ['b', 'a'] }],
    [{ filter: {}, groupId: null }, { filter: { all: true } }],
    [{ filter: { country: 'DE' }, groupId: null }, { filter: { country: 'DE' } }],
    [{ filter: { search: 'core', tag: 'edge' }, groupId: null }, { filter: { search: 'core', tag: 'edge' } }],
    [{ filter: {}, groupId: 'g' }, { groupId: 'g' }],
    [
      { filter: { platform: 'frr' as const }, groupId: 'g' },
      { groupId: 'g', filter: { platform: 'frr' } },
    ],
  ])('%j selects %j', (ticked, selection) => {
    expect(selectionOf(draftOfTicks(ticked))).toEqual(selection);
  });
});

describe('the form of a job that is run again', () => {
  it('has what the job had, and the devices of then where they were picked one by one', () => {
    const draft = draftOfEarlier(earlier({}));
    expect(selectionOf(draft)).toEqual({ deviceIds: ['a', 'b'] });
    expect(draft).toMatchObject({ title: '', batchSize: 5, strategy: 'rolling', ownText: 'show version' });
    expect(draft.options).toMatchObject({ retries: 1, stopRules: { failedDevices: '3' } });
  });

  it('selects anew as the job was ordered, and keeps the devices of then for who wants those', () => {
    const draft = draftOfEarlier(earlier({ selection: { filter: { country: 'DE' }, group } }));
    expect(selectionOf(draft)).toEqual({ groupId: 'g', filter: { country: 'DE' } });
    expect(selectionOf({ ...draft, mode: 'hand' })).toEqual({ deviceIds: ['a', 'b'] });
  });

  it('falls back on the devices of then where the group was deleted: without it the filter would mean others', () => {
    const lost = earlier({ selection: { filter: { country: 'DE' }, group: { ...group, exists: false } } });
    expect(selectionAsOrdered(lost)).toBeNull();
    expect(selectionOf(draftOfEarlier(lost))).toEqual({ deviceIds: ['a', 'b'] });
  });

  it('has nothing picked where all devices are gone, rather than something else', () => {
    expect(selectionOf(draftOfEarlier(earlier({ deviceIds: [] })))).toBeNull();
  });
});

it('the form of a template leaves out the devices that were deleted', () => {
  const order = { commands: ['show version'], deviceIds: ['a', 'b', 'c'] };
  const draft = draftOfTemplate({ order: order as never, goneDeviceIds: ['b'] });
  expect(selectionOf(draft)).toEqual({ deviceIds: ['a', 'c'] });
});
