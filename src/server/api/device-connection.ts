import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { connectionReportSchema } from '@/domain/connection-test';
import { describeFailure } from '@/domain/failure';
import { roleIncludes } from '@/domain/role';
import { answer } from './answer';
import type { Services } from './context';
import { notFound } from './errors';
import { idSchema } from './input';
import { frozen } from './job-selection';
import { operatorProcedure } from './trpc';

const detectionSchema = connectionReportSchema.extend({
  saved: z.boolean().describe('Whether the inventory has the platform by now'),
});

/** Procedures that reach one device outside of jobs. */
export const deviceConnectionProcedures = {
  testConnection: operatorProcedure(
    'Connects to a device, logs in, waits for its prompt and logs out; says how long each step took and which one failed.',
    'POST /devices/{id}/test-connection',
  )
    .input(z.strictObject({ id: idSchema }))
    .output(answer(connectionReportSchema))
    .mutation(async ({ ctx, input: { id } }) => {
      const report = await ctx.services.engine.test({ kind: 'device', target: await targetOf(ctx.services, id) });
      ctx.note(id, { failure: report.failure && describeFailure(report.failure) });
      return report;
    }),

  detect: operatorProcedure(
    'Finds the platform of a device by what it says of itself. save: true (admins) writes it into the inventory.',
    'POST /devices/{id}/detect',
  )
    .input(z.strictObject({ id: idSchema, save: z.boolean().optional() }))
    .output(answer(detectionSchema))
    .mutation(async ({ ctx, input: { id, save = false } }) => {
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
