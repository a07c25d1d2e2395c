'use client';
import { useMemo } from 'react';
import { formatNumber } from '@/domain/format';
import type { DeviceProgress } from '@/domain/progress';
import { useLiveDevices } from './progress-context';
import { useRunMatch } from './use-job-groups';

const COUNTS = {
  devices: (devices) => devices.length,
  batches: (devices) => new Set(devices.map(({ batch }) => batch)).size,
  failures: (devices) => devices.filter(({ failure }) => failure !== null).length,
} satisfies Record<string, (devices: readonly DeviceProgress[]) => number>;

/** How much a tab holds of what the page is filtered to. */
export function TabCount({ of }: { of: keyof typeof COUNTS }) {
  const devices = useLiveDevices();
  const matches = useRunMatch();
  const count = useMemo(() => COUNTS[of](matches ? devices.filter(matches) : devices), [of, devices, matches]);
  return <span className="text-muted-foreground text-xs tabular-nums">{formatNumber(count)}</span>;
}
