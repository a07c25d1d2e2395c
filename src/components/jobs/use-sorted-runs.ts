'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { isFinalJobState } from '@/domain/job';
import type { DeviceProgress } from '@/domain/progress';
import { useLiveDevices, useLiveJob } from './progress-context';
import { useReplaying } from './replay-context';
import { movesWhileRunning, parseRunSort, type RunSort, runSortParam, sortedPositions } from './run-sort';
import { useRunMatch } from './use-job-groups';

/** How the devices are sorted, as `?sort=-duration`; null: in the order of the plan. */
export function useRunSort(): [RunSort | null, (sort: RunSort | null) => void] {
  const [param, setParam] = useQueryState('sort', parseAsString.withOptions({ history: 'replace' }));
  const sort = useMemo(() => (param === null ? null : parseRunSort(param)), [param]);
  return [sort, (next) => void setParam(next && runSortParam(next))];
}

export interface SortedRuns {
  /** Those that match the filters of the page. */
  readonly devices: readonly DeviceProgress[];
  /** Sorts anew by what the devices are now; null where they never stand otherwise than sorted. */
  readonly sortAgain: (() => void) | null;
}

/**
 * The devices of the job as the page filters and sorts them. While the job runs rows keep their places until somebody asks;
 * afterwards, and in a replay, they stand as they are sorted.
 */
export function useSortedRuns(): SortedRuns {
  const devices = useLiveDevices();
  const matches = useRunMatch();
  const [sort] = useRunSort();
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  const replaying = useReplaying();
  const moves = sort !== null && movesWhileRunning(sort);
  const holds = moves && !ended && !replaying;
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that hold their places were sorted by what devices were then
  const positions = useMemo(
    () => sort && sortedPositions(devices, sort),
    [sort, asked, moves && !holds ? devices : null],
  );
  const shown = useMemo(() => {
    if (!positions) return matches ? devices.filter(matches) : devices;
    return positions.flatMap((at) => {
      const device = devices[at];
      return device && (!matches || matches(device, at)) ? [device] : [];
    });
  }, [devices, matches, positions]);
  return { devices: shown, sortAgain: holds ? () => setAsked(asked + 1) : null };
}
