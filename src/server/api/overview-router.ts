import { z } from 'zod';
import { countsSchema } from '@/domain/event-schema';
import { answer, countSchema, timeSchema } from './answer';
import { nothing } from './input';
import { router, viewerProcedure } from './trpc';

const countryOutcomeSchema = z.object({
  country: z.string(),
  jobId: z.string(),
  title: z.string(),
  endedAt: timeSchema,
  counts: countsSchema,
});

const suspendedCredentialSchema = z.object({
  credentialId: z.string(),
  name: z.string(),
  failedLogins: countSchema,
  at: timeSchema,
  jobId: z.string(),
  title: z.string(),
});

export const overviewRouter = router({
  countries: viewerProcedure(
    'For each country of the inventory, how the last job that tried devices there ended.',
    'GET /overview/countries',
  )
    .input(nothing)
    .output(answer(z.array(countryOutcomeSchema)))
    .query(({ ctx }) => ctx.services.overview.countries()),

  suspendedCredentials: viewerProcedure(
    'Credentials that too many failed logins took out of a job, not changed since, newest first.',
    'GET /overview/suspended-credentials',
  )
    .input(nothing)
    .output(answer(z.array(suspendedCredentialSchema)))
    .query(({ ctx }) => ctx.services.overview.suspendedCredentials()),
});
