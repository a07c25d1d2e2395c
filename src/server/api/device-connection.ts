import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { ConnectionReport } from '@/domain/connection-test';
import { describeFailure } from '@/domain/failure';
import { roleIncludes } from '@/domain/role';
import type { Services } from './context';
import { notFound } from './errors';
import { idSchema } from './input';
import { frozen } from './job-selection';
import { operatorProcedure } from './trpc';

export interface DetectionView extends ConnectionReport {
  /** Whether the inventory has the platform by now. */
  readonly saved: boolean;
}

/** Procedures that reach one device outside of jobs. */
export const deviceConnectionProcedures = {
  testConnection: operatorProcedure(
    'Connects to a device, logs in, waits for its prompt and logs out; says how long each step took and which one failed.',
  )
    .input(z.strictObject({ id: idSchema }))
    .mutation(async ({ ctx, input: { id } }): Promise<ConnectionReport> => {
      const report = await ctx.services.engine.test({ kind: 'device', target: await targetOf(ctx.services, id) });
      ctx.note(id, { failure: report.failure && describeFailure(report.failure) });
      return report;
    }),

  detect: operatorProcedure(
    'Finds the platform of a device by what it says of itself. save: true (admins) writes it into the inventory.',
  )
    .input(z.strictObject({ id: idSchema, save: z.boolean().optional() }))
    .mutation(async ({ ctx, input: { id, save = false } }): Promise<DetectionView> => {
      if (save && !roleIncludes(ctx.actor.role, 'admin')) {
        throw new TRPCError({ code: 'FORBIDDEN', message: `save needs the role admin; you have ${ctx.actor.role}` });
      }
      const target = { ...(await targetOf(ctx.services, id)), platform: 'auto' as const };
      const report = await ctx.services.engine.test({ kind: 'device', target });
      const { platform } = report;
      const saved = save && platform !== null && (await ctx.services.devices.update(id, { platform })).ok;
      ctx.note(id, { platform, saved, failure: report.failure && describeFailure(report.failure) });
      return { ...report, saved };
    }),
};

async function targetOf({ devices }: Services, id: string) {
  const device = await devices.get(id);
  if (!device) throw notFound(`Device ${id}`);
  return frozen(device);
}
