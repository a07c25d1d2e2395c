import type { Terminal } from './terminal';
import { safeLine, toWidth, toWidthRight, widthOf } from './text';

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string | number;
  /** What a person sees instead, where that is shorter. */
  readonly short?: (row: T) => string;
  /** Never cut: it is there to be copied. */
  readonly whole?: boolean;
  /** Numbers stand at the right. */
  readonly right?: boolean;
}

const MIN_COLUMN = 8;
const GAP = '  ';

/** Aligned on a terminal, with the widest columns cut to its width; tab-separated with a header elsewhere. */
export function printTable<T>(out: Terminal, columns: readonly Column<T>[], rows: readonly T[]): void {
  if (!out.isTerminal) {
    out.row(columns.map(({ title }) => title));
    for (const row of rows) out.row(columns.map(({ of }) => of(row)));
    return;
  }
  const titles = columns.map(({ title }) => title.toUpperCase());
  const cells = rows.map((row) => columns.map(({ of, short = of }) => safeLine(String(short(row)))));
  const widths = shrink(
    titles.map((title, at) => Math.max(widthOf(title), ...cells.map((row) => widthOf(row[at]!)))),
    columns.map(({ whole }) => whole === true),
    out.columns - GAP.length * (columns.length - 1),
  );
  const aligned = (row: readonly string[]) =>
    row
      .map((cell, at) => (columns[at]!.right ? toWidthRight : toWidth)(cell, widths[at]!))
      .join(GAP)
      .trimEnd();
  out.line([{ text: aligned(titles), paint: 'dim' }]);
  for (const row of cells) out.line([aligned(row)]);
}

/** Takes from the widest column that may be cut, until all fit or nothing is left to take. */
function shrink(wanted: readonly number[], whole: readonly boolean[], room: number): number[] {
  const widths = [...wanted];
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over -= 1) {
    const widest = widths.reduce((best, width, at) => (!whole[at] && width > (widths[best] ?? 0) ? at : best), -1);
    if (widest < 0 || widths[widest]! <= MIN_COLUMN) break;
    widths[widest]! -= 1;
  }
  return widths;
}
