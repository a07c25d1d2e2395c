import { displayText } from '@/domain/display-text';
import { positionOf } from '@/domain/progress';
import type { Services } from './context';
import { notFound } from './errors';
import type { OutputView } from './job-view';
import { readJob } from './read-job';

/** What one device of a job answered, as far as it has come. */
export async function outputView(services: Services, jobId: string, deviceId: string): Promise<OutputView> {
  const job = await readJob(services, jobId);
  const device = job.progress.devices[positionOf(job.progress, deviceId)];
  const commands = device ? await services.engine.output(jobId, deviceId) : null;
  if (!device || !commands) throw notFound(`Device ${deviceId} in job ${jobId}`);
  return {
    state: device.state,
    failure: device.failure,
    commands: commands.map(({ text, ...command }) => ({ ...command, output: displayText(text ?? command.output) })),
  };
}
