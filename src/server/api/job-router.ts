import { z } from 'zod';
import { DEVICE_RUN_STATES, JOB_STATES } from '@/domain/job';
import type { JobGroups } from '@/domain/job-groups';
import { commandTimes } from './command-times';
import { idSchema, lastEventIdSchema, pageShape, searchSchema } from './input';
import { type CompareView, compareInputSchema, compareJobs } from './job-compare';
import { cancelJob, pauseJob, resumeJob, stopJobAfterBatch } from './job-control';
import { type EventsView, eventsInputSchema, jobEvents } from './job-events';
import { type FailuresView, jobFailures } from './job-failures';
import { jobGroups } from './job-groups';
import { jobInputSchema } from './job-input';
import { type JobOrderView, jobOrder } from './job-order';
import { outputView } from './job-output';
import { createJob, planJob } from './job-plan';
import { jobList, jobRuns, jobView } from './job-read';
import { retryInputSchema, retryJob } from './job-retry';
import { onEvents, onOutput, onProgress } from './job-stream';
import type { CommandTime, CreatedJob, JobListItem, JobPlanView, JobView, OutputView, Page, RunItem } from './job-view';
import {
  type GroupedDevice,
  groupDevicesInputSchema,
  groupsInputSchema,
  type OutputGroupsView,
  outputGroupDevices,
  outputGroups,
} from './output-groups';
import { type SearchView, searchInputSchema, searchOutputs } from './output-search';
import { operatorProcedure, router, viewerProcedure } from './trpc';

const jobInput = z.strictObject({ jobId: idSchema });
const subscriptionInput = z.strictObject({ jobId: idSchema, lastEventId: lastEventIdSchema });

export const jobRouter = router({
  plan: operatorProcedure('What jobs.create would do with this input: batches, countries, estimate, warnings.')
    .input(jobInputSchema)
    .query(({ ctx, input }): Promise<JobPlanView> => planJob(ctx, input)),

  create: operatorProcedure('Stores a job and starts it. It exists from the answer on, whatever happens to the server.')
    .input(jobInputSchema)
    .mutation(({ ctx, input }): Promise<CreatedJob> => createJob(ctx, input)),

  list: viewerProcedure('Jobs, newest first.')
    .input(
      z
        .strictObject({
          state: z.enum(JOB_STATES).optional(),
          search: searchSchema.optional(),
          templateId: idSchema.optional(),
          ...pageShape,
        })
        .optional(),
    )
    .query(({ ctx, input }): Promise<Page<JobListItem>> => jobList(ctx.services, input ?? {})),

  get: viewerProcedure('One job as it stands: counts, countries, batches, what is running now, when it will end.')
    .input(jobInput)
    .query(({ ctx, input }): Promise<JobView> => jobView(ctx.services, input.jobId)),

  order: viewerProcedure(
    'What was ordered with a job, as jobs.create takes it again, and which devices are gone since.',
  )
    .input(jobInput)
    .query(({ ctx, input }): Promise<JobOrderView> => jobOrder(ctx.services, input.jobId)),

  runs: viewerProcedure('The devices of a job in the order of the plan, with the state of each.')
    .input(
      z.strictObject({
        jobId: idSchema,
        state: z.enum(DEVICE_RUN_STATES).optional(),
        country: z.string().trim().toUpperCase().length(2, 'expected two letters').optional(),
        batch: z.number().int().positive().optional(),
        search: searchSchema.optional(),
        ...pageShape,
      }),
    )
    .query(({ ctx, input }): Promise<Page<RunItem>> => jobRuns(ctx.services, input)),

  groups: viewerProcedure('Platform, site and OSPF area of the devices of a job, by their place in the plan.')
    .input(jobInput)
    .query(({ ctx, input }): Promise<JobGroups> => jobGroups(ctx.services, input.jobId)),

  commandTimes: viewerProcedure('How long each command of a job usually takes.')
    .input(jobInput)
    .query(({ ctx, input }): Promise<CommandTime[]> => commandTimes(ctx.services, input.jobId)),

  output: viewerProcedure('What a device answered to each command, safe to show, as far as it has come.')
    .input(z.strictObject({ jobId: idSchema, deviceId: idSchema }))
    .query(({ ctx, input }): Promise<OutputView> => outputView(ctx.services, input.jobId, input.deviceId)),

  searchOutputs: viewerProcedure('Lines of the outputs of a job that match, stretch by stretch, also while it runs.')
    .input(searchInputSchema)
    .query(({ ctx, input, signal }): Promise<SearchView> => searchOutputs(ctx.services, input, signal)),

  outputGroups: viewerProcedure('Equal outputs of one command, grouped; ages, timers and counters are left out.')
    .input(groupsInputSchema)
    .query(({ ctx, input }): Promise<OutputGroupsView> => outputGroups(ctx.services, input)),

  outputGroupDevices: viewerProcedure('The devices of one group of equal outputs.')
    .input(groupDevicesInputSchema)
    .query(({ ctx, input }): Promise<Page<GroupedDevice>> => outputGroupDevices(ctx.services, input)),

  compare: viewerProcedure('Two runs of the same commands: devices that differ or are missing on one side.')
    .input(compareInputSchema)
    .query(({ ctx, input }): Promise<CompareView> => compareJobs(ctx.services, input)),

  failures: viewerProcedure('Failed devices by cause, platform and country, with a sample of each.')
    .input(jobInput)
    .query(({ ctx, input }): Promise<FailuresView> => jobFailures(ctx.services, input.jobId)),

  events: viewerProcedure('The stored events of a job in pages, without output and joined by second: for a replay.')
    .input(eventsInputSchema)
    .query(({ ctx, input }): Promise<EventsView> => jobEvents(ctx.services, input)),

  pause: operatorProcedure('No further device starts; running ones finish, then the job is paused.')
    .input(jobInput)
    .mutation(({ ctx, input }) => pauseJob(ctx, input.jobId)),

  resume: operatorProcedure('A paused job goes on.')
    .input(jobInput)
    .mutation(({ ctx, input }) => resumeJob(ctx, input.jobId)),

  cancel: operatorProcedure('No further device starts, and running sessions are ended.')
    .input(jobInput)
    .mutation(({ ctx, input }) => cancelJob(ctx, input.jobId)),

  stopAfterBatch: operatorProcedure(
    'The devices of this batch run to their end, the rest is skipped, the job is canceled.',
  )
    .input(jobInput)
    .mutation(({ ctx, input }) => stopJobAfterBatch(ctx, input.jobId)),

  retry: operatorProcedure(
    'A new job for the devices of an ended one that failed, did not complete, or were in a batch.',
  )
    .input(retryInputSchema)
    .mutation(({ ctx, input }): Promise<CreatedJob> => retryJob(ctx, input)),

  onProgress: viewerProcedure('For pages: a snapshot, then what happened since, joined to a few frames a second.')
    .input(subscriptionInput.extend({ packed: z.boolean().optional() }))
    .subscription(({ ctx, input, signal }) => onProgress(ctx.services, input, signal)),

  onEvents: viewerProcedure('For services: every event, in order, without gap or duplicate; the id is its seq.')
    .input(subscriptionInput)
    .subscription(({ ctx, input, signal }) => onEvents(ctx.services, input, signal)),

  onOutput: viewerProcedure('The events of one device, until it ends: its steps, its commands and their output.')
    .input(z.strictObject({ jobId: idSchema, deviceId: idSchema, lastEventId: lastEventIdSchema }))
    .subscription(({ ctx, input, signal }) => onOutput(ctx.services, input, signal)),
});
