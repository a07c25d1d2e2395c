import { z } from 'zod';
import { DEVICE_RUN_STATES, JOB_STATES } from '@/domain/job';
import { jobGroupsSchema } from '@/domain/job-groups-schema';
import { answer, pageOf } from './answer';
import { commandTimes } from './command-times';
import { idSchema, lastEventIdSchema, pageShape, searchSchema } from './input';
import { compareInputSchema, compareJobs, compareSchema } from './job-compare';
import { cancelJob, controlSchema, pauseJob, resumeJob, stopJobAfterBatch } from './job-control';
import { eventsInputSchema, eventsSchema, jobEvents } from './job-events';
import { failuresSchema, jobFailures } from './job-failures';
import { jobGroups } from './job-groups';
import { jobInputSchema } from './job-input';
import { jobForecast } from './job-numbers';
import { jobOrder, jobOrderSchema } from './job-order';
import { outputView } from './job-output';
import { createJob, planJob } from './job-plan';
import { createdJobSchema, jobPlanSchema } from './job-plan-view';
import { jobList, jobRuns, jobView } from './job-read';
import { retryInputSchema, retryJob } from './job-retry';
import { firstFrame, onEvents, onOutput, onProgress } from './job-stream';
import {
  commandTimeSchema,
  jobForecastSchema,
  jobListItemSchema,
  jobSchema,
  outputSchema,
  runSchema,
} from './job-view';
import {
  groupDevicesInputSchema,
  groupedDeviceSchema,
  groupsInputSchema,
  outputGroupDevices,
  outputGroups,
  outputGroupsSchema,
} from './output-groups';
import { searchSchema as searchAnswerSchema, searchInputSchema, searchOutputs } from './output-search';
import { operatorProcedure, router, viewerProcedure } from './trpc';

const jobInput = z.strictObject({ jobId: idSchema });
const subscriptionInput = z.strictObject({ jobId: idSchema, lastEventId: lastEventIdSchema });

export const jobRouter = router({
  plan: operatorProcedure(
    'What jobs.create would do with this input: batches, countries, estimate, warnings.',
    'POST /jobs/plan',
  )
    .input(jobInputSchema)
    .output(answer(jobPlanSchema))
    .query(({ ctx, input }) => planJob(ctx, input)),

  create: operatorProcedure(
    'Stores a job and starts it. It exists from the answer on, whatever happens to the server.',
    'POST /jobs',
  )
    .input(jobInputSchema)
    .output(answer(createdJobSchema))
    .mutation(({ ctx, input }) => createJob(ctx, input)),

  list: viewerProcedure('Jobs, newest first.', 'GET /jobs')
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
    .output(answer(pageOf(jobListItemSchema)))
    .query(({ ctx, input }) => jobList(ctx.services, input ?? {})),

  get: viewerProcedure(
    'One job as it stands: counts, countries, batches, what is running now, when it will end.',
    'GET /jobs/{jobId}',
  )
    .input(jobInput)
    .output(answer(jobSchema))
    .query(({ ctx, input }) => jobView(ctx.services, input.jobId)),

  forecast: viewerProcedure(
    'How fast a job goes, what holds it back and how long it will take: the part of jobs.get to ask for every few seconds.',
    'GET /jobs/{jobId}/forecast',
  )
    .input(jobInput)
    .output(answer(jobForecastSchema))
    .query(({ ctx, input }) => jobForecast(ctx.services, input.jobId)),

  order: viewerProcedure(
    'What was ordered with a job, as jobs.create takes it again, and which devices are gone since.',
    'GET /jobs/{jobId}/order',
  )
    .input(jobInput)
    .output(answer(jobOrderSchema))
    .query(({ ctx, input }) => jobOrder(ctx.services, input.jobId)),

  runs: viewerProcedure(
    'The devices of a job in the order of the plan, with the state of each.',
    'GET /jobs/{jobId}/runs',
  )
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
    .output(answer(pageOf(runSchema)))
    .query(({ ctx, input }) => jobRuns(ctx.services, input)),

  groups: viewerProcedure(
    'Platform, site and OSPF area of the devices of a job, by their place in the plan.',
    'GET /jobs/{jobId}/groups',
  )
    .input(jobInput)
    .output(answer(jobGroupsSchema))
    .query(({ ctx, input }) => jobGroups(ctx.services, input.jobId)),

  commandTimes: viewerProcedure('How long each command of a job usually takes.', 'GET /jobs/{jobId}/command-times')
    .input(jobInput)
    .output(answer(z.array(commandTimeSchema)))
    .query(({ ctx, input }) => commandTimes(ctx.services, input.jobId)),

  output: viewerProcedure(
    'What a device answered to each command, safe to show, as far as it has come.',
    'GET /jobs/{jobId}/devices/{deviceId}/output',
  )
    .input(z.strictObject({ jobId: idSchema, deviceId: idSchema }))
    .output(answer(outputSchema))
    .query(({ ctx, input }) => outputView(ctx.services, input.jobId, input.deviceId)),

  searchOutputs: viewerProcedure(
    'Lines of the outputs of a job that match, stretch by stretch, also while it runs.',
    'GET /jobs/{jobId}/outputs/search',
  )
    .input(searchInputSchema)
    .output(answer(searchAnswerSchema))
    .query(({ ctx, input, signal }) => searchOutputs(ctx.services, input, signal)),

  outputGroups: viewerProcedure(
    'Equal outputs of one command, grouped; ages, timers and counters are left out.',
    'GET /jobs/{jobId}/outputs/groups',
  )
    .input(groupsInputSchema)
    .output(answer(outputGroupsSchema))
    .query(({ ctx, input }) => outputGroups(ctx.services, input)),

  outputGroupDevices: viewerProcedure(
    'The devices of one group of equal outputs.',
    'GET /jobs/{jobId}/outputs/groups/{group}/devices',
  )
    .input(groupDevicesInputSchema)
    .output(answer(pageOf(groupedDeviceSchema)))
    .query(({ ctx, input }) => outputGroupDevices(ctx.services, input)),

  compare: viewerProcedure(
    'Two runs of the same commands: devices that differ or are missing on one side.',
    'GET /jobs/compare',
  )
    .input(compareInputSchema)
    .output(answer(compareSchema))
    .query(({ ctx, input }) => compareJobs(ctx.services, input)),

  failures: viewerProcedure(
    'Failed devices by cause, platform and country, with a sample of each.',
    'GET /jobs/{jobId}/failures',
  )
    .input(jobInput)
    .output(answer(failuresSchema))
    .query(({ ctx, input }) => jobFailures(ctx.services, input.jobId)),

  events: viewerProcedure(
    'The stored events of a job in pages, without output and joined by second: for a replay.',
    'GET /jobs/{jobId}/events',
  )
    .input(eventsInputSchema)
    .output(answer(eventsSchema))
    .query(({ ctx, input }) => jobEvents(ctx.services, input)),

  pause: operatorProcedure(
    'No further device starts; running ones finish, then the job is paused.',
    'POST /jobs/{jobId}/pause',
  )
    .input(jobInput)
    .output(answer(controlSchema))
    .mutation(({ ctx, input }) => pauseJob(ctx, input.jobId)),

  resume: operatorProcedure('A paused job goes on.', 'POST /jobs/{jobId}/resume')
    .input(jobInput)
    .output(answer(controlSchema))
    .mutation(({ ctx, input }) => resumeJob(ctx, input.jobId)),

  cancel: operatorProcedure('No further device starts, and running sessions are ended.', 'POST /jobs/{jobId}/cancel')
    .input(jobInput)
    .output(answer(controlSchema))
    .mutation(({ ctx, input }) => cancelJob(ctx, input.jobId)),

  stopAfterBatch: operatorProcedure(
    'The devices of this batch run to their end, the rest is skipped, the job is canceled.',
    'POST /jobs/{jobId}/stop-after-batch',
  )
    .input(jobInput)
    .output(answer(controlSchema))
    .mutation(({ ctx, input }) => stopJobAfterBatch(ctx, input.jobId)),

  retry: operatorProcedure(
    'A new job for the devices of an ended one that failed, did not complete, or were in a batch.',
    'POST /jobs/{jobId}/retry',
  )
    .input(retryInputSchema)
    .output(answer(createdJobSchema))
    .mutation(({ ctx, input }) => retryJob(ctx, input)),

  snapshot: viewerProcedure('For pages: the first frame of onProgress, packed, and the id after which to follow.')
    .input(jobInput)
    .query(({ ctx, input }) => firstFrame(ctx.services, input.jobId)),

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
