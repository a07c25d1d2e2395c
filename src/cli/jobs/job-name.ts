import { usage } from '../exit-codes';
import { listed } from '../pages';
import type { Portal, RunItem } from '../portal';

/** As commander takes it. */
export const JOB_ARGUMENT = ['<job>', 'the id of a job, or latest'] as const;

/** The id that a job is asked for by; `latest` is the one made last. */
export async function jobIdOf({ client }: Portal, name: string): Promise<string> {
  if (name !== 'latest') return name;
  const { items } = await client.jobs.list.query({ limit: 1 });
  if (!items[0]) throw usage('latest: there is no job yet');
  return items[0].jobId;
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
