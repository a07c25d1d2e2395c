'use client';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { countryName, formatDuration, formatNumber } from '@/domain/format';
import type { DeviceProgress } from '@/domain/progress';
import { failureLabel } from './failure-catalogue';
import { cellAfterKey, cellOrigin, type FleetLayout } from './fleet-layout';
import { useDeviceParam } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';

interface FleetCursorProps {
  devices: readonly DeviceProgress[];
  layout: FleetLayout;
  /** The cell that has the keyboard. */
  active: number;
  /** The cell under the pointer; -1 beside the cells, null away from the grid. */
  pointed: number | null;
  onMove: (index: number) => void;
}

/**
 * The one cell that exists as an element: a button that the arrow keys move over the grid. Its name says which device it
 * is; a live region repeats it, since a name that changes under the focus is not read by itself.
 */
export function FleetCursor({ devices, layout, active, pointed, onMove }: FleetCursorProps) {
  const [focused, setFocused] = useState(false);
  const [, openDevice] = useDeviceParam();
  const shown = pointed !== null && pointed >= 0 ? pointed : focused ? active : -1;
  const device = devices[active];
  if (!device) return null;
  const { x, y } = cellOrigin(layout, active);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = cellAfterKey(event.key, active, layout.columns, devices.length);
    if (to === null) return;
    event.preventDefault();
    onMove(to);
  };
  return (
    <>
      <button
        type="button"
        data-testid="fleet-cursor"
        aria-label={`${cellWords(device)}. Cell ${formatNumber(active + 1)} of ${formatNumber(devices.length)}, arrow keys move`}
        className="absolute rounded-none focus-visible:outline-2 focus-visible:outline-foreground focus-visible:outline-offset-1"
        style={{ left: x, top: y, width: layout.cell, height: layout.cell }}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onClick={(event) => {
          // A click by the pointer is the grid's; this is Enter or Space.
          if (event.detail === 0) void openDevice(device.deviceId);
        }}
      />
      <span role="status" className="sr-only">
        {focused && cellWords(device)}
      </span>
      {shown >= 0 && <CellTip device={devices[shown]!} layout={layout} index={shown} />}
    </>
  );
}

const GAP_PX = 6;
/** What stays at the top of the page must not cover it. */
const MIN_TOP_PX = 56;

/** Beside its cell, on the page rather than in the grid, which would cut it off at its edge. */
function CellTip({ device, layout, index }: { device: DeviceProgress; layout: FleetLayout; index: number }) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [tip, grid] = [ref.current, ref.current?.parentElement?.getBoundingClientRect()];
    if (!tip || !grid) return;
    const { x, y } = cellOrigin(layout, index);
    const [left, top] = [grid.left + x, grid.top + y];
    const above = top - tip.offsetHeight - GAP_PX;
    tip.style.left = `${Math.max(GAP_PX, Math.min(left, window.innerWidth - tip.offsetWidth - GAP_PX))}px`;
    tip.style.top = `${above > MIN_TOP_PX ? above : top + layout.pitch + GAP_PX}px`;
  });
  return (
    <div
      ref={ref}
      aria-hidden
      data-testid="fleet-tip"
      className="pointer-events-none fixed z-30 whitespace-nowrap rounded-md border bg-popover px-2.5 py-1.5 text-xs"
    >
      <p className="flex gap-2">
        <span className="font-medium">{device.deviceName}</span>
        <span className="font-mono text-muted-foreground">{device.country}</span>
        <span className="text-muted-foreground">batch {formatNumber(device.batch)}</span>
      </p>
      <p className="flex gap-2">
        <StateMark view={{ ...DEVICE_RUN_STATE_VIEWS[device.state], spins: false }}>
          {device.failure ? failureLabel(device.failure) : undefined}
        </StateMark>
        {device.durationMs !== null && <span className="tabular-nums">{formatDuration(device.durationMs)}</span>}
      </p>
    </div>
  );
}

function cellWords(device: DeviceProgress): string {
  const state = DEVICE_RUN_STATE_VIEWS[device.state].label;
  const why = device.failure ? `: ${failureLabel(device.failure)}` : '';
  return `${device.deviceName}, ${countryName(device.country)}, batch ${device.batch}, ${state}${why}`;
}
