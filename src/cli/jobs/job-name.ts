import { usage } from '../exit-codes';
import { listed, PAGE } from '../pages';
import type { Portal, RunItem } from '../portal';

/** As commander takes it. */
export const JOB_ARGUMENT = ['<job>', 'the id of a job, its beginning, or latest'] as const;

/** Characters of an id that a list on a terminal shows: enough to tell jobs apart. */
export const SHORT_ID = 8;
const BEGINNING = /^[0-9a-f]{4,8}(?:-[0-9a-f-]{0,26})?$/;

/** The id that a job is asked for by: `latest` is the one made last, the beginning of an id one of the last few hundred. */
export async function jobIdOf({ client }: Portal, name: string): Promise<string> {
  if (name === 'latest') {
    const { items } = await client.jobs.list.query({ limit: 1 });
    if (!items[0]) throw usage('latest: there is no job yet');
    return items[0].jobId;
  }
  if (!BEGINNING.test(name)) return name;
  const { items } = await listed((page) => client.jobs.list.query(page), PAGE);
  const found = items.filter(({ jobId }) => jobId.startsWith(name));
  if (found.length > 1) throw usage(`${name}: ${found.length} jobs begin so; give more of the id`);
  return found[0]?.jobId ?? name;
}

/** A device of a job by its name or id. Throws a `Stop` where the job has none. */
export async function runOf({ client }: Portal, jobId: string, name: string): Promise<RunItem> {
  const runs = (search?: string) =>
    listed((page) => client.jobs.runs.query({ jobId, ...(search !== undefined && { search }), ...page }));
  const byName = (await runs(name)).items.find((run) => run.deviceName === name);
  // A search looks into names alone.
  const found = byName ?? (await runs()).items.find((run) => run.deviceId === name);
  if (!found) throw usage(`Expected a device of job ${jobId} by its name or id, got ${name}`);
  return found;
}
