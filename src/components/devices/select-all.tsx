'use client';
import { Checkbox } from '../ui/checkbox';
import type { DeviceTicks } from './use-device-ticks';

/** Ticks every device that matches the filter, also those that nobody has scrolled to. */
export function SelectAll({ total, ticks }: { total: number; ticks: DeviceTicks }) {
  const { count, busy } = ticks;
  return (
    <Checkbox
      aria-label={`Select all ${total} matching devices`}
      aria-busy={busy}
      disabled={busy}
      checked={count > 0 && (count >= total || 'indeterminate')}
      onCheckedChange={(checked) => (checked === true ? ticks.tickEverything() : ticks.clear())}
    />
  );
}
