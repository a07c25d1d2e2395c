import { performance } from 'node:perf_hooks';
import type { LedgerEntry, LedgerEvent, Period } from './ledger-entry';
import { peakSessions } from './session-peak';

export interface Ledger {
  /** Everything, oldest first. The array is a copy. */
  entries(): LedgerEntry[];
  of(router: string): LedgerEntry[];
  /** Every line that a router's shells received, in order; keys given to a pager are left out. */
  lines(router: string): string[];
  /** Successful logins of one router. */
  logins(router: string): number;
  /** Failed logins of one router, or of all. */
  failedLogins(router?: string): number;
  /** How many entries of each kind there are. */
  counts(): Record<LedgerEvent['kind'], number>;
  /** The most sessions (login to close) that were open at one moment, over all routers or over one. */
  peakSessions(period?: Period & { readonly router?: string }): number;
  /** The first entry, past or to come, that fits. Rejects after `timeoutMs` (60 s). */
  waitFor(fits: (entry: LedgerEntry) => boolean, timeoutMs?: number): Promise<LedgerEntry>;
  /** Resolves when no connection is open to any router. Between two tests: `await ledger.idle(); ledger.clear()`. */
  idle(timeoutMs?: number): Promise<void>;
  clear(): void;
}

/** The side that routers write to. */
export interface LedgerWriter {
  append(router: string, event: LedgerEvent): void;
}

interface Waiter {
  readonly fits: (entry: LedgerEntry) => boolean;
  readonly resolve: (entry: LedgerEntry) => void;
}

const WAIT_MS = 60_000;

/** Creates an empty ledger. Sessions that were open at `clear()` are forgotten with it. */
export function createLedger(): Ledger & LedgerWriter {
  let entries: LedgerEntry[] = [];
  let seq = 0;
  const waiters = new Set<Waiter>();
  const open = new Set<number>();
  const of = (router: string) => entries.filter((entry) => entry.router === router);

  const ledger: Ledger & LedgerWriter = {
    entries: () => [...entries],
    of,
    lines: (router) =>
      of(router).flatMap((entry) => (entry.kind === 'line' && entry.place !== 'pager' ? entry.text : [])),
    logins: (router) => of(router).filter((entry) => entry.kind === 'login').length,
    failedLogins: (router) =>
      entries.filter((entry) => entry.kind === 'login_failed' && (router === undefined || entry.router === router))
        .length,
    counts() {
      const counts = { connect: 0, login_failed: 0, login: 0, shell: 0, line: 0, close: 0 };
      for (const entry of entries) counts[entry.kind] += 1;
      return counts;
    },
    peakSessions: ({ router, ...period } = {}) => peakSessions(router === undefined ? entries : of(router), period),
    waitFor(fits, timeoutMs = WAIT_MS) {
      const past = entries.find(fits);
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const waiter: Waiter = {
          fits,
          resolve(entry) {
            clearTimeout(timer);
            waiters.delete(waiter);
            resolve(entry);
          },
        };
        const timer = setTimeout(() => {
          waiters.delete(waiter);
          reject(new Error(`Nothing fitting reached the ledger within ${timeoutMs} ms: ${fits}`));
        }, timeoutMs);
        waiters.add(waiter);
      });
    },
    async idle(timeoutMs = WAIT_MS) {
      const last = seq;
      if (open.size > 0) await ledger.waitFor((entry) => entry.seq > last && open.size === 0, timeoutMs);
    },
    clear() {
      entries = [];
    },
    append(router, event) {
      seq += 1;
      const entry: LedgerEntry = { ...event, seq, at: performance.timeOrigin + performance.now(), router };
      entries.push(entry);
      if (event.kind === 'connect') open.add(event.session);
      if (event.kind === 'close') open.delete(event.session);
      for (const waiter of waiters) if (waiter.fits(entry)) waiter.resolve(entry);
    },
  };
  return ledger;
}
