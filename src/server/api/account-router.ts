import { MAX_COMMANDS } from '@/domain/command';
import type { Role } from '@/domain/role';
import { nothing } from './input';
import { router, viewerProcedure } from './trpc';

export interface MeView {
  readonly kind: 'user' | 'token';
  readonly id: string;
  /** An account's email or a token's name. */
  readonly name: string;
  readonly role: Role;
  /** What this portal allows, so that pages offer nothing that would be refused. */
  readonly limits: {
    readonly maxBatchSize: number;
    readonly maxCommands: number;
  };
}

export const accountRouter = router({
  me: viewerProcedure('Who is asking, with which role, and the limits of this portal.')
    .input(nothing)
    .query(({ ctx }): MeView => {
      const { maxBatchSize } = ctx.services.limits;
      return { ...ctx.actor, limits: { maxBatchSize, maxCommands: MAX_COMMANDS } };
    }),
});
