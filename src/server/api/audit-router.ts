import { z } from 'zod';
import { pageShape } from './input';
import type { Page } from './job-view';
import { adminProcedure, router } from './trpc';

export interface AuditView {
  readonly id: number;
  readonly at: string;
  /** An account's email or a token's name. */
  readonly actor: string;
  /** The procedure. */
  readonly action: string;
  readonly subject: string;
  readonly detail: unknown;
}

export const auditRouter = router({
  list: adminProcedure('Who did what, newest first.')
    .input(z.strictObject(pageShape).optional())
    .query(async ({ ctx, input }): Promise<Page<AuditView>> => ctx.services.audit.list(input ?? {})),
});
