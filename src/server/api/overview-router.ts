import type { CountryOutcome, SuspendedCredential } from '../db/overview-queries';
import { nothing } from './input';
import { router, viewerProcedure } from './trpc';

export const overviewRouter = router({
  countries: viewerProcedure('For each country of the inventory, how the last job that tried devices there ended.')
    .input(nothing)
    .query(({ ctx }): Promise<readonly CountryOutcome[]> => ctx.services.overview.countries()),

  suspendedCredentials: viewerProcedure(
    'Credentials that too many failed logins took out of a job, not changed since, newest first.',
  )
    .input(nothing)
    .query(({ ctx }): Promise<readonly SuspendedCredential[]> => ctx.services.overview.suspendedCredentials()),
});
