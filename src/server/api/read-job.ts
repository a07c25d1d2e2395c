import type { StoredJob } from '../engine/ports';
import type { Services } from './context';
import { notFound } from './errors';

/** A job as it stands, running or ended. Throws NOT_FOUND. */
export async function readJob({ engine }: Pick<Services, 'engine'>, jobId: string): Promise<StoredJob> {
  const job = await engine.read(jobId);
  if (!job) throw notFound(`Job ${jobId}`);
  return job;
}
