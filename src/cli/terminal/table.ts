import type { Terminal } from './terminal';
import { safeLine, toWidth, toWidthRight, widthOf } from './text';

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string | number;
  /** Numbers stand at the right. */
  readonly right?: boolean;
}

const MIN_COLUMN = 8;
const GAP = '  ';

/** Aligned on a terminal, with the widest columns cut to its width; tab-separated with a header elsewhere. */
export function printTable<T>(out: Terminal, columns: readonly Column<T>[], rows: readonly T[]): void {
  const cells = rows.map((row) => columns.map(({ of }) => safeLine(String(of(row)))));
  const titles = columns.map(({ title }) => title);
  if (!out.isTerminal) {
    for (const row of [titles, ...cells]) out.row(row);
    return;
  }
  const widths = shrink(
    titles.map((title, at) => Math.max(widthOf(title), ...cells.map((row) => widthOf(row[at]!)))),
    out.columns - GAP.length * (columns.length - 1),
  );
  const aligned = (row: readonly string[]) =>
    row
      .map((cell, at) => (columns[at]!.right ? toWidthRight : toWidth)(cell, widths[at]!))
      .join(GAP)
      .trimEnd();
  out.line([{ text: aligned(titles.map((title) => title.toUpperCase())), paint: 'dim' }]);
  for (const row of cells) out.line([aligned(row)]);
}

/** Takes from the widest column until all fit. */
function shrink(wanted: readonly number[], room: number): number[] {
  const widths = [...wanted];
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= MIN_COLUMN) break;
    widths[widest]! -= 1;
  }
  return widths;
}
