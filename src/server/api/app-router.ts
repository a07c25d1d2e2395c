import { accountRouter } from './account-router';
import { auditRouter } from './audit-router';
import { commandRouter } from './command-router';
import { credentialRouter } from './credential-router';
import { deviceGroupRouter } from './device-group-router';
import { deviceRouter } from './device-router';
import { hostKeyRouter } from './host-key-router';
import { importRouter } from './import-router';
import { jobRouter } from './job-router';
import { jobTemplateRouter } from './job-template-router';
import { jumpHostRouter } from './jump-host-router';
import { overviewRouter } from './overview-router';
import { setupRouter } from './setup-router';
import { sheetRouter } from './sheet-router';
import { tokenRouter } from './token-router';
import { rolesOf, router } from './trpc';
import { userRouter } from './user-router';
import { webhookRouter } from './webhook-router';

export const appRouter = router({
  account: accountRouter,
  audit: auditRouter,
  commands: commandRouter,
  credentials: credentialRouter,
  deviceGroups: deviceGroupRouter,
  devices: deviceRouter,
  hostKeys: hostKeyRouter,
  imports: importRouter,
  jobs: jobRouter,
  jumpHosts: jumpHostRouter,
  overview: overviewRouter,
  setup: setupRouter,
  sheets: sheetRouter,
  templates: jobTemplateRouter,
  tokens: tokenRouter,
  users: userRouter,
  webhooks: webhookRouter,
});

/** All that pages and other TypeScript services need to know of the api. */
export type AppRouter = typeof appRouter;

/** Procedure to role; making it throws where a procedure states none. */
export const PROCEDURE_ROLES = rolesOf(appRouter);
