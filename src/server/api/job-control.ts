import { z } from 'zod';
import { JOB_STATES } from '@/domain/job';
import type { Actor } from '../auth/actor';
import type { ControlResult } from '../engine/ports';
import type { Answer } from './answer';
import type { ApiContext } from './context';
import { conflict, notFound } from './errors';
import type { Trail } from './trpc';

/** What a procedure that acts for somebody is given. */
export type ActingContext = Pick<ApiContext, 'services'> & Trail & { readonly actor: Actor };

/** Answer of pause, resume and cancel: the state right after. */
export const controlSchema = z.object({ jobId: z.string(), state: z.enum(JOB_STATES) });
export type ControlView = Answer<typeof controlSchema>;

type Verb = 'pause' | 'resume' | 'cancel' | 'stopAfterBatch';

async function control(ctx: ActingContext, verb: Verb, jobId: string): Promise<ControlView> {
  const result: ControlResult = await ctx.services.engine[verb](jobId, ctx.actor.name);
  if (result.ok) {
    ctx.note(jobId, { state: result.state });
    return { jobId, state: result.state };
  }
  if (result.reason === 'not_found') throw notFound(`Job ${jobId}`);
  const words = verb === 'stopAfterBatch' ? 'stop after this batch:' : `${verb} this job:`;
  throw conflict(`Cannot ${words} it is ${result.state}`);
}

export const pauseJob = (ctx: ActingContext, jobId: string) => control(ctx, 'pause', jobId);
export const resumeJob = (ctx: ActingContext, jobId: string) => control(ctx, 'resume', jobId);
export const stopJobAfterBatch = (ctx: ActingContext, jobId: string) => control(ctx, 'stopAfterBatch', jobId);
export const cancelJob = (ctx: ActingContext, jobId: string) => control(ctx, 'cancel', jobId);
