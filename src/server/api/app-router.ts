import { accountRouter } from './account-router';
import { auditRouter } from './audit-router';
import { commandRouter } from './command-router';
import { credentialRouter } from './credential-router';
import { deviceGroupRouter } from './device-group-router';
import { deviceRouter } from './device-router';
import { hostKeyRouter } from './host-key-router';
import { jobRouter } from './job-router';
import { jobTemplateRouter } from './job-template-router';
import { jumpHostRouter } from './jump-host-router';
import { overviewRouter } from './overview-router';
import { setupRouter } from './setup-router';
import { tokenRouter } from './token-router';
import { rolesOf, router } from './trpc';
import { userRouter } from './user-router';

export const appRouter = router({
  account: accountRouter,
  audit: auditRouter,
  commands: commandRouter,
  credentials: credentialRouter,
  deviceGroups: deviceGroupRouter,
  devices: deviceRouter,
  hostKeys: hostKeyRouter,
  jobs: jobRouter,
  jumpHosts: jumpHostRouter,
  overview: overviewRouter,
  setup: setupRouter,
  templates: jobTemplateRouter,
  tokens: tokenRouter,
  users: userRouter,
});

/** All that pages and other TypeScript services need to know of the api. */
export type AppRouter = typeof appRouter;

/** Procedure to role; making it throws where a procedure states none. */
export const PROCEDURE_ROLES = rolesOf(appRouter);
