import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Command } from 'commander';
import { formatCount } from '@/domain/format';
import type { Context } from '../context';
import { type Exit, Stop, usage } from '../exit-codes';
import { stopOf } from '../failure-exit';
import { printJson } from '../json';
import type { CreatedJob, JobInput, Portal } from '../portal';
import { follow } from './follow';
import { saveOutputs } from './save-outputs';

export interface StartOptions {
  readonly json?: boolean | undefined;
  readonly follow?: boolean | undefined;
  readonly outputDir?: string | undefined;
}

export const withOutputDir = (command: Command): Command =>
  command.option('--output-dir <dir>', 'at the end, write what each device answered to a file of its own in here');

/** Before anything starts: a folder that cannot be written is no news for the end of a long job. */
export async function prepared({ follow, outputDir }: StartOptions): Promise<void> {
  if (outputDir === undefined) return;
  if (!follow) throw usage('--output-dir: expected --follow beside it; outputs are written when the job has ended');
  await mkdir(outputDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw usage(`--output-dir: cannot make ${outputDir}: ${error.code}`);
  });
}

export async function createJob({ client }: Portal, input: JobInput): Promise<CreatedJob> {
  const create = (idempotencyKey: string) => client.jobs.create.mutate({ ...input, idempotencyKey });
  return startOnce(input.idempotencyKey, create).catch((stop: Stop) => {
    if (stop.exit !== 'usage' || !stop.message.startsWith('--confirm-devices')) throw stop;
    throw new Stop('usage', `${stop.message}\nLook at it first: areazero jobs plan with the same options`);
  });
}

/**
 * Starts a job under a key, one of its own where none is given, so that nobody has to guess whether a start that was not
 * answered took place. Rejects with a `Stop`.
 */
export async function startOnce(
  key: string | undefined,
  start: (idempotencyKey: string) => Promise<CreatedJob>,
): Promise<CreatedJob> {
  const idempotencyKey = key ?? randomUUID();
  try {
    return await start(idempotencyKey);
  } catch (error) {
    const stop = stopOf(error);
    if (stop.exit !== 'unreachable') throw stop;
    throw new Stop(
      'unreachable',
      `${stop.message}\nThe job may have started. The same with --idempotency-key ${idempotencyKey} starts it at most once`,
    );
  }
}

/** What comes after a job was made: only its id, or all of its way to the end. */
export async function started(ctx: Context, portal: Portal, job: CreatedJob, options: StartOptions): Promise<Exit> {
  const { jobId, totalDevices, totalBatches } = job;
  if (!options.follow) {
    if (options.json) printJson(ctx, job);
    else {
      ctx.out.line([jobId]);
      const size = `${formatCount(totalDevices, 'device')} in ${formatCount(totalBatches, 'batch', 'batches')}`;
      ctx.err.line([`Started on ${size}. Follow it: areazero jobs follow ${jobId}`]);
    }
    return 'ok';
  }
  return followed(ctx, portal, jobId, options);
}

/** Follows a job and then saves its outputs, where that is wanted. */
export async function followed(ctx: Context, portal: Portal, jobId: string, options: StartOptions): Promise<Exit> {
  const exit = await follow(ctx, portal, jobId, options.json);
  if (options.outputDir !== undefined) await saveOutputs(ctx, portal, jobId, options.outputDir);
  return exit;
}
