'use client';
import { useMemo } from 'react';
import { useLiveDevices, useLiveJob } from './progress-context';
import { useJobGroups, useRunMatch } from './use-job-groups';
import { useJobNumbers } from './use-job-numbers';
import { type Dimension, dimensionsOf, groupRemainingMs, type Tile, type Wall, wallOf } from './wall-groups';

export interface LiveWall extends Wall {
  readonly dimensions: readonly Dimension[];
  /** False while it is not known which group a device belongs to. */
  readonly known: boolean;
  /** Null without a forecast. */
  remainingMsOf(tile: Tile): number | null;
}

/** The job in groups, as the filters of the page have it; those of the groups themselves only mark a tile. */
export function useWall(dimension: Dimension): LiveWall {
  const groups = useJobGroups();
  const matches = useRunMatch(dimension);
  const devices = useLiveDevices();
  const numbers = useJobNumbers();
  // The forecast of before a pause is none.
  const runs = useLiveJob((job) => job.progress.state === 'running');
  const remainingMs = runs ? (numbers?.remainingMs?.p50 ?? null) : null;
  const wall = useMemo(() => wallOf(devices, dimension, groups, matches), [devices, dimension, groups, matches]);
  return {
    ...wall,
    known: groups !== null || dimension === 'country' || dimension === 'batch',
    dimensions: useMemo(() => dimensionsOf(groups), [groups]),
    remainingMsOf: (tile) => groupRemainingMs(tile.queue, wall.unfinished, remainingMs),
  };
}
