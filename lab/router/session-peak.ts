import type { LedgerEntry, Period } from './ledger-entry';

/** The most sessions open at one moment of a period, from logins and closes in their order of happening. */
export function peakSessions(entries: readonly LedgerEntry[], period: Period = {}): number {
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = period;
  const open = new Set<number>();
  let peak = 0;
  let counting = false;
  for (const entry of entries) {
    if (entry.at > to) break;
    // What is open when the period begins counts too.
    if (!counting && entry.at >= from) {
      counting = true;
      peak = open.size;
    }
    if (entry.kind === 'login') open.add(entry.session);
    if (entry.kind === 'close') open.delete(entry.session);
    if (counting) peak = Math.max(peak, open.size);
  }
  return counting ? peak : open.size;
}
