import type { JobProgress } from '@/domain/progress';
import type { Line } from '../terminal/paint';
import type { Glyphs } from './glyphs';
import { barLine, clockLines, countsLine, noticeLines, titleLine } from './head';
import { countriesAcross, countryLines, failedDevices, failureLines, runningLines } from './sections';
import type { LiveView, Size } from './view';

const MAX_FAILURES = 5;

/** Countries with the most work left first; those that are done last, largest first. */
export function countryOrder({ countries }: JobProgress): string[] {
  const left = (code: string) => countries[code]!.pending + countries[code]!.running;
  return Object.keys(countries).sort(
    (a, b) => left(b) - left(a) || countries[b]!.total - countries[a]!.total || a.localeCompare(b),
  );
}

/**
 * A picture of the job of exactly `rows` lines: head and bar always, then countries, devices in work and the last
 * failures, each with what room there is. `order` is that of the countries; it is the caller's, so that it may change
 * more calmly than the numbers.
 */
export function liveFrame(view: LiveView, order: readonly string[], size: Size, glyphs: Glyphs): Line[] {
  const { columns, rows } = size;
  const head = [
    titleLine(view, columns),
    barLine(view, columns, glyphs),
    countsLine(view, glyphs),
    ...clockLines(view, glyphs),
    ...noticeLines(view),
  ];
  const foot: Line = [{ text: `Ctrl-C stops watching; job ${view.head.jobId} goes on`, paint: 'dim' }];
  const lines = [...head, ...sections(view, order, { columns, rows: rows - head.length - 1 }, glyphs)].slice(
    0,
    rows - 1,
  );
  return [...lines, ...Array.from({ length: Math.max(0, rows - 1 - lines.length) }, () => []), foot].slice(-rows);
}

function sections(view: LiveView, order: readonly string[], { columns, rows }: Size, glyphs: Glyphs): Line[] {
  const failed = failedDevices(view);
  const { batchSize, totalDevices } = view.head;
  const across = countriesAcross(order.length, columns, Math.floor(rows * COUNTRY_SHARE));
  // A blank line and a heading belong to each. As many devices in work as there will ever be, not as there are now.
  const given = share(rows, {
    countries: Math.ceil(order.length / across) + 2,
    failures: failed.length === 0 ? 0 : Math.min(failed.length, MAX_FAILURES) + 2,
    running: Math.min(batchSize || totalDevices, totalDevices) + 2,
  });
  const blank: Line = [];
  const parts: Line[][] = [];
  if (given.countries > 0)
    parts.push(countryLines(view, order, { columns, rows: given.countries - 1, across }, glyphs));
  if (given.failures > 0) parts.push(failureLines(failed, given.failures - 1, glyphs));
  // Last, since its length changes all the time: nothing stands below that would jump.
  if (given.running > 0) parts.push(runningLines(view, { columns, rows: given.running - 1 }, glyphs));
  return parts.flatMap((part) => [blank, ...part]);
}

const COUNTRY_SHARE = 0.4;

interface Wanted {
  readonly countries: number;
  readonly failures: number;
  readonly running: number;
}

/** Lines for each; in a low terminal devices in work come first, then countries, then failures. */
function share(rows: number, wanted: Wanted): Wanted {
  const failures = rows < 11 ? 0 : Math.min(wanted.failures, Math.max(3, Math.floor(rows / 4)));
  const left = rows - failures;
  const most = Math.max(Math.floor(left * COUNTRY_SHARE), left - wanted.running);
  const countries = left < 8 ? 0 : Math.min(wanted.countries, most);
  return { failures, countries, running: left - countries < 3 ? 0 : left - countries };
}
