import type { Retention } from './db/retention';
import type { PortalLog } from './log';

const HOUR_MS = 3_600_000;

/** Sweeps now and every hour. The returned function ends it and resolves when no sweep is under way. */
export function startHousekeeping(retention: Retention, log: PortalLog): () => Promise<void> {
  let sweeping = Promise.resolve();
  const sweep = () => {
    sweeping = sweeping
      .then(() => retention.sweep(Date.now()))
      .then(
        (jobs) =>
          jobs.length > 0 && log.info({ jobs: jobs.length }, 'Old jobs were deleted, as the retention settings say'),
        (error) => log.error({ err: error }, 'Old jobs could not be deleted'),
      )
      .then(() => {});
  };
  sweep();
  const timer = setInterval(sweep, HOUR_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return sweeping;
  };
}
