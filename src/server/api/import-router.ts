import { z } from 'zod';
import { importRecordSchema } from '@/domain/import';
import type { ImportUndone } from '../db/import-undo';
import { answer, countSchema, pageOf } from './answer';
import { conflict, named, notFound } from './errors';
import { idSchema, pageShape } from './input';
import { adminProcedure, router } from './trpc';

export const importRouter = router({
  list: adminProcedure(
    'Imports that changed the inventory, newest first: when, by whom, from where, and which can be undone.',
    'GET /imports',
  )
    .input(z.strictObject(pageShape).optional())
    .output(answer(pageOf(importRecordSchema)))
    .query(({ ctx, input }) => ctx.services.imports.list(input ?? {})),

  undo: adminProcedure(
    'Takes back the newest import that is not undone: its new devices are deleted, the changed ones are as before. All or nothing.',
    'POST /imports/{id}/undo',
  )
    .input(z.strictObject({ id: idSchema }))
    .output(answer(z.object({ deleted: countSchema, restored: countSchema })))
    .mutation(async ({ ctx, input: { id } }) => {
      const undone = await ctx.services.imports.undo(id, ctx.actor.name);
      if (!undone.ok) throw refusal(id, undone);
      const { deleted, restored } = undone;
      ctx.note(id, { deleted, restored });
      return { deleted, restored };
    }),
});

function refusal(id: string, undone: Exclude<ImportUndone, { ok: true }>) {
  switch (undone.reason) {
    case 'not_found':
      return notFound(`Import ${id}`);
    case 'undone':
      return conflict('This import is undone already');
    case 'not_last':
      return conflict(
        'Only the newest import can be undone, one after the other, and only the last few are kept for it',
      );
    case 'changed':
      return conflict(
        `Devices were changed since this import, so it cannot be undone: ${named(undone.devices)}${undone.total > undone.devices.length ? ` (${undone.total} in all)` : ''}`,
      );
    case 'gone':
      return conflict(
        'A credential or a jump host that devices had before this import is gone, so it cannot be undone',
      );
    default:
      return undone satisfies never;
  }
}
