'use client';
import { useMemo } from 'react';
import { formatNumber } from '@/domain/format';
import type { DeviceProgress } from '@/domain/progress';
import { useShownDevices } from './use-job-groups';

const COUNTS = {
  devices: (devices) => devices.length,
  batches: (devices) => new Set(devices.map(({ batch }) => batch)).size,
  failures: (devices) => devices.filter(({ failure }) => failure !== null).length,
} satisfies Record<string, (devices: readonly DeviceProgress[]) => number>;

/** How much a tab holds of what the page is filtered to. */
export function TabCount({ of }: { of: keyof typeof COUNTS }) {
  const devices = useShownDevices();
  const count = useMemo(() => COUNTS[of](devices), [of, devices]);
  return <span className="text-muted-foreground text-xs tabular-nums">{formatNumber(count)}</span>;
}
