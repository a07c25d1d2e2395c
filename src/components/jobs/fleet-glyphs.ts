import type { DeviceRunState } from '@/domain/job';

/** A state as a cell: SVG path data in a square of 12 by 12, filled by the even-odd rule, and the colour's variable. */
export interface FleetGlyph {
  readonly path: string;
  readonly color: `--state-${string}`;
}

/** Shapes that differ at six pixels: full, hollow, cross, diamond, bar, slash, dot. Colour says the same once more. */
export const FLEET_GLYPHS = {
  completed: { path: 'M0 0H12V12H0Z', color: '--state-completed-fill' },
  running: { path: 'M0 0H12V12H0ZM3 3V9H9V3Z', color: '--state-running-fill' },
  failed: { path: 'M0 0H4L6 3L8 0H12V2L8.5 6L12 10V12H8L6 9L4 12H0V10L3.5 6L0 2Z', color: '--state-failed-fill' },
  unknown: { path: 'M6 0L12 6L6 12L0 6Z', color: '--state-unknown-fill' },
  skipped: { path: 'M0 4H12V8H0Z', color: '--state-dim-fill' },
  canceled: { path: 'M9 0H12V3L3 12H0V9Z', color: '--state-dim-fill' },
  pending: { path: 'M4 4H8V8H4Z', color: '--state-pending-fill' },
} satisfies Record<DeviceRunState, FleetGlyph>;

/** Side of the square that the paths are drawn in. */
export const GLYPH_SIZE = 12;
