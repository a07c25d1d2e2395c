import { z } from 'zod';
import { MAX_COMMANDS } from '@/domain/command';
import { ROLES } from '@/domain/role';
import { answer, countSchema } from './answer';
import { nothing } from './input';
import { router, viewerProcedure } from './trpc';

const meSchema = z.object({
  kind: z.enum(['user', 'token']),
  id: z.string(),
  name: z.string().describe("An account's email or a token's name"),
  role: z.enum(ROLES),
  limits: z
    .object({ maxBatchSize: countSchema, maxCommands: countSchema })
    .describe('What this portal allows, so that nothing is offered that would be refused'),
});

export const accountRouter = router({
  me: viewerProcedure('Who is asking, with which role, and the limits of this portal.', 'GET /me')
    .input(nothing)
    .output(answer(meSchema))
    .query(({ ctx }) => {
      const { maxBatchSize } = ctx.services.limits;
      return { ...ctx.actor, limits: { maxBatchSize, maxCommands: MAX_COMMANDS } };
    }),
});
