import type { Counts } from '@/domain/event-schema';
import type { DeviceRunState } from '@/domain/job';
import type { Span } from '../terminal/paint';
import { type Glyphs, STATE_PAINTS } from './glyphs';

/** What has ended first, then what is in work, then what waits. */
const ORDER: readonly DeviceRunState[] = [
  'completed',
  'failed',
  'unknown',
  'skipped',
  'canceled',
  'running',
  'pending',
];

/**
 * A bar of `width` cells in which each class has its share, largest remainders first. A class that holds any device has
 * a cell where there is room: one failed of ten thousand must be seen.
 */
export function bar(counts: Counts, width: number, glyphs: Glyphs): Span[] {
  const cells = shares(
    ORDER.map((state) => counts[state]),
    width,
  );
  return ORDER.flatMap((state, at) =>
    cells[at]! > 0 ? [{ text: glyphs.bar[state].repeat(cells[at]!), paint: STATE_PAINTS[state] }] : [],
  );
}

/** Whole numbers in the proportion of `values` that add up to `width`; at least 1 for each value above 0, if they fit. */
export function shares(values: readonly number[], width: number): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total === 0) return values.map((_, at) => (at === values.length - 1 ? width : 0));
  const exact = values.map((value) => (value * width) / total);
  const cells = exact.map((value, at) => (values[at]! > 0 ? Math.max(1, Math.floor(value)) : 0));
  for (let spare = width - sum(cells); spare !== 0; spare -= Math.sign(spare)) {
    const lack = exact.map((value, at) =>
      spare > 0 ? value - cells[at]! : cells[at]! > 1 ? cells[at]! - value : -width,
    );
    const at = lack.indexOf(Math.max(...lack));
    const next = cells[at]! + Math.sign(spare);
    // More classes than cells: the last ones have none.
    if (next < 1) cells[cells.findLastIndex((count) => count > 0)]! -= 1;
    else cells[at] = next;
  }
  return cells;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
