import { z } from 'zod';
import { type ImportResult, importResultSchema } from '@/domain/import';
import type { ImportRequest } from '../inventory/inventory-import';
import type { TableFile } from '../inventory/table-file';
import { answer } from './answer';
import type { Services } from './context';
import { badInput, conflict } from './errors';
import { importShape, previewHashSchema } from './import-input';
import { textSchema } from './input';
import { adminProcedure } from './trpc';

/** Fits into the 10 MB of an HTTP body: about 100,000 rows of text, or a workbook of 7 MB in base64. */
const MAX_IMPORT_CHARACTERS = 9_500_000;

const importInput = z.strictObject({
  content: z.string().max(MAX_IMPORT_CHARACTERS, `expected at most ${MAX_IMPORT_CHARACTERS} characters`),
  format: z.enum(['csv', 'xlsx'], 'expected csv or xlsx'),
  mode: z.enum(['preview', 'apply'], 'expected preview or apply'),
  /** Of a workbook; its first sheet where absent. */
  sheet: z.string().min(1).max(100).optional(),
  fileName: textSchema(120).optional(),
  previewHash: previewHashSchema,
  ...importShape,
});

export const deviceImportProcedures = {
  import: adminProcedure(
    'Reads an inventory, CSV text or an .xlsx workbook in base64: preview says what would happen, apply does it, all rows or none.',
    'POST /devices/import',
  )
    .input(importInput)
    .output(answer(importResultSchema))
    .mutation(async ({ ctx, input }) => {
      const { mode, fileName, previewHash, content, format, sheet, ...rest } = input;
      if (format === 'csv' && sheet !== undefined) throw badInput('sheet', 'expected none: a CSV file has no sheets');
      const file: TableFile = { content, format, sheet };
      const request: ImportRequest = { ...rest, open: () => ctx.services.openFile(file) };
      const source = fileName ?? (format === 'csv' ? 'CSV' : 'XLSX');
      const result =
        mode === 'preview'
          ? await ctx.services.deviceImport.preview(request)
          : await appliedImport(ctx.services, { ...request, previewHash, source, by: ctx.actor.name });
      ctx.note(mode, noteOf(source, result));
      return result;
    }),
};

export async function appliedImport(
  { deviceImport }: Pick<Services, 'deviceImport'>,
  request: Parameters<Services['deviceImport']['apply']>[0],
): Promise<ImportResult> {
  const applied = await deviceImport.apply(request);
  if (!applied.ok) throw conflict('The inventory or the file has changed since the preview: preview it again');
  return applied.result;
}

/** For the audit trail. */
export const noteOf = (source: string, { created, updated, errorTotal, importId }: ImportResult) => ({
  source,
  created,
  updated,
  errors: errorTotal,
  ...(importId ? { importId } : {}),
});
