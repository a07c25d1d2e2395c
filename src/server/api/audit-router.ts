import { z } from 'zod';
import { answer, pageOf, timeSchema } from './answer';
import { pageShape } from './input';
import { adminProcedure, router } from './trpc';

const auditSchema = z.object({
  id: z.number().int(),
  at: timeSchema,
  actor: z.string().describe("An account's email or a token's name"),
  action: z.string().describe('The procedure'),
  subject: z.string().describe('The id or name of what it happened to'),
  detail: z.unknown().describe('Never a secret'),
});

export const auditRouter = router({
  list: adminProcedure('Who did what, newest first.', 'GET /audit')
    .input(z.strictObject(pageShape).optional())
    .output(answer(pageOf(auditSchema)))
    .query(({ ctx, input }) => ctx.services.audit.list(input ?? {})),
});
