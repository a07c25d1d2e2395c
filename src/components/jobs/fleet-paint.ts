import { DEVICE_RUN_STATES, type DeviceRunState } from '@/domain/job';
import { FLEET_GLYPHS, GLYPH_SIZE } from './fleet-glyphs';
import { cellOrigin, type FleetLayout } from './fleet-layout';

export interface FleetCell {
  readonly state: DeviceRunState;
  /** Not among those that the page is filtered to. */
  readonly dim: boolean;
}

/** Those that are filtered away stay in their places, faintly. */
const DIM_ALPHA = 0.22;

export interface FleetBrush {
  /** Only the cells that are not as they were drawn last; all of them where the layout changed. */
  draw(cells: readonly FleetCell[], layout: FleetLayout): void;
}

/** Draws onto one canvas. A new one is needed where the theme changed. */
export function createFleetBrush(canvas: HTMLCanvasElement): FleetBrush | null {
  const context = canvas.getContext('2d');
  if (!context) return null;
  const style = getComputedStyle(canvas);
  const inks = Object.fromEntries(
    DEVICE_RUN_STATES.map((state) => {
      const { path, color } = FLEET_GLYPHS[state];
      return [state, { path: new Path2D(path), color: style.getPropertyValue(color) }];
    }),
  ) as Record<DeviceRunState, { path: Path2D; color: string }>;
  let drawn: readonly FleetCell[] = [];
  let last: FleetLayout | null = null;

  return {
    draw(cells, layout) {
      const scale = window.devicePixelRatio || 1;
      if (last !== layout) {
        // Setting a size empties the canvas.
        canvas.width = Math.round(layout.width * scale);
        canvas.height = Math.round(layout.height * scale);
        drawn = [];
        last = layout;
      }
      const glyph = (layout.cell / GLYPH_SIZE) * scale;
      cells.forEach((cell, index) => {
        const before = drawn[index];
        if (before && before.state === cell.state && before.dim === cell.dim) return;
        const { x, y } = cellOrigin(layout, index);
        context.setTransform(glyph, 0, 0, glyph, x * scale, y * scale);
        context.clearRect(0, 0, GLYPH_SIZE, GLYPH_SIZE);
        context.globalAlpha = cell.dim ? DIM_ALPHA : 1;
        context.fillStyle = inks[cell.state].color;
        context.fill(inks[cell.state].path, 'evenodd');
      });
      drawn = cells;
    },
  };
}
