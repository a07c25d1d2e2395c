import { z } from 'zod';
import type { ImportRecord } from '../db/import-store';
import type { ImportUndone } from '../db/import-undo';
import { conflict, named, notFound } from './errors';
import { idSchema, pageShape } from './input';
import type { Page } from './job-view';
import { adminProcedure, router } from './trpc';

export const importRouter = router({
  list: adminProcedure(
    'Imports that changed the inventory, newest first: when, by whom, from where, and which can be undone.',
  )
    .input(z.strictObject(pageShape).optional())
    .query(async ({ ctx, input }): Promise<Page<ImportRecord>> => ctx.services.imports.list(input ?? {})),

  undo: adminProcedure(
    'Takes back the newest import that is not undone: its new devices are deleted, the changed ones are as before. All or nothing.',
  )
    .input(z.strictObject({ id: idSchema }))
    .mutation(async ({ ctx, input: { id } }): Promise<{ deleted: number; restored: number }> => {
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
