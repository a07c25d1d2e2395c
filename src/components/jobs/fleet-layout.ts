/** Where each device's cell stands: rows of squares, in the order of the plan. Pixels of the page. */
export interface FleetLayout {
  /** From one cell to the next. */
  readonly pitch: number;
  /** Side of a cell. */
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
}

/** A cell smaller than this could not show its shape, a larger one (at the usual size of text) says no more. */
const MIN_PITCH = 7;
const MAX_PITCH = 18;

/** The largest cells with which all devices fit into `maxHeight`; the smallest where none does (the grid then scrolls). */
export function fleetLayout(count: number, width: number, maxHeight: number, scale = 1): FleetLayout {
  let pitch = Math.round(MAX_PITCH * scale);
  while (pitch > MIN_PITCH && rowsAt(count, width, pitch) * pitch > maxHeight) pitch -= 1;
  const columns = columnsAt(width, pitch);
  const rows = rowsAt(count, width, pitch);
  return { pitch, cell: pitch - (pitch > 9 ? 2 : 1), columns, rows, width: columns * pitch, height: rows * pitch };
}

const columnsAt = (width: number, pitch: number) => Math.max(1, Math.floor(width / pitch));
const rowsAt = (count: number, width: number, pitch: number) => Math.ceil(count / columnsAt(width, pitch));

/** The device at a point; -1 where there is none. */
export function cellAt({ pitch, columns }: FleetLayout, count: number, x: number, y: number): number {
  const [column, row] = [Math.floor(x / pitch), Math.floor(y / pitch)];
  const index = row * columns + column;
  return column < 0 || row < 0 || column >= columns || index >= count ? -1 : index;
}

export const cellOrigin = ({ pitch, columns }: FleetLayout, index: number) => ({
  x: (index % columns) * pitch,
  y: Math.floor(index / columns) * pitch,
});

/** Where a key leads from a cell; null where it means nothing here. Never out of the grid. */
export function cellAfterKey(key: string, from: number, columns: number, count: number): number | null {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (step !== undefined) {
    const to = from + step;
    return to < 0 || to >= count ? from : to;
  }
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}
