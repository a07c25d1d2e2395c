'use client';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount, formatNumber } from '@/domain/format';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { useDark } from '../ui/use-dark';
import { useScale, useWindowHeight } from '../ui/use-screen';
import { useWidth } from '../ui/use-width';
import { FleetCursor } from './fleet-cursor';
import { cellAt, fleetLayout } from './fleet-layout';
import { FleetLegend } from './fleet-legend';
import { createFleetBrush, type FleetBrush } from './fleet-paint';
import { useLiveDevices } from './progress-context';
import { useDeviceParam } from './run-params';
import { useRunMatch, useShownDevices } from './use-job-groups';

/** Higher than this, or than its share of a large window, the cells get smaller, then the grid scrolls. */
const MAX_HEIGHT_PX = 290;
const WINDOW_SHARE = 0.32;

/** Every device one cell, in the order of the plan: one canvas, however many there are. */
export function FleetGrid() {
  const devices = useLiveDevices();
  const matches = useRunMatch();
  const frameRef = useRef<HTMLDivElement>(null);
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frameRef);
  const dark = useDark();
  const scale = useScale();
  const maxHeight = Math.max(MAX_HEIGHT_PX, Math.round(useWindowHeight() * WINDOW_SHARE));
  const layout = useMemo(
    () => fleetLayout(devices.length, width, maxHeight, scale),
    [devices.length, width, maxHeight, scale],
  );
  const [active, setActive] = useState(0);
  const [pointed, setPointed] = useState<number | null>(null);
  const [, openDevice] = useDeviceParam();
  const { length: shown } = useShownDevices();

  const [brush, setBrush] = useState<FleetBrush | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the theme changes
  useEffect(() => setBrush(canvasRef.current && createFleetBrush(canvasRef.current)), [dark]);
  useEffect(() => {
    if (layout.width === 0 || width === 0) return;
    const cells = devices.map((device, position) => ({
      state: device.state,
      dim: matches !== null && !matches(device, position),
    }));
    brush?.draw(cells, layout);
  }, [brush, devices, matches, layout, width]);

  const under = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellAt(layout, devices.length, event.clientX - box.left, event.clientY - box.top);
  };
  return (
    <Card data-testid="fleet">
      <CardHeader>
        <CardTitle>
          Fleet{' '}
          <span className="text-muted-foreground tabular-nums">
            (
            {shown === devices.length
              ? formatNumber(shown)
              : `${formatNumber(shown)} of ${formatNumber(devices.length)}`}
            )
          </span>
        </CardTitle>
        <FleetLegend />
      </CardHeader>
      <div className="max-h-[max(26rem,36vh)] overflow-y-auto overflow-x-clip px-4 py-3">
        <div ref={frameRef}>
          <div
            className="relative cursor-pointer"
            style={{ width: layout.width, height: layout.height }}
            onPointerMove={(event) => setPointed(under(event))}
            onPointerLeave={() => setPointed(null)}
            onPointerUp={(event) => {
              const device = event.button === 0 ? devices[under(event)] : undefined;
              if (device) void openDevice(device.deviceId);
            }}
          >
            <canvas
              ref={canvasRef}
              role="img"
              aria-label={`${formatCount(devices.length, 'device')}, one cell each, in the order of the plan`}
              className="block size-full"
            />
            <FleetCursor
              devices={devices}
              layout={layout}
              active={Math.min(active, devices.length - 1)}
              pointed={pointed}
              onMove={setActive}
            />
          </div>
        </div>
      </div>
    </Card>
  );
}
