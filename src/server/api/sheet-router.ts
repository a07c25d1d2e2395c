import { z } from 'zod';
import { importResultSchema } from '@/domain/import';
import { DEFAULT_RANGE, rangeSchema, sheetSchema, spreadsheetIdSchema } from '@/domain/sheet';
import type { SheetSecretInput } from '../db/sheet-store';
import { answer, idAnswerSchema } from './answer';
import type { Services } from './context';
import { appliedImport, noteOf } from './device-import';
import { badInput, notFound } from './errors';
import { defaultsSchema, importShape, mappingSchema, previewHashSchema } from './import-input';
import { idSchema, nothing, secretSchema, textSchema } from './input';
import { adminProcedure, router } from './trpc';

const secrets = {
  /** The JSON key file of a service account. */
  serviceAccount: secretSchema(20_000).optional(),
  apiKey: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,200}$/, 'expected an API key')
    .optional(),
};

const createInput = z.strictObject({
  name: textSchema(64),
  spreadsheetId: spreadsheetIdSchema,
  range: rangeSchema.default(DEFAULT_RANGE),
  mapping: mappingSchema.default({}),
  defaults: defaultsSchema.default({}),
  ...secrets,
});

const updateInput = z.strictObject({
  id: idSchema,
  name: textSchema(64).optional(),
  spreadsheetId: spreadsheetIdSchema.optional(),
  range: rangeSchema.optional(),
  mapping: mappingSchema.optional(),
  defaults: defaultsSchema.optional(),
  ...secrets,
});

/** Mapping and defaults that are absent are those of the connection. */
const importInput = z.strictObject({ id: idSchema, ...importShape });

export const sheetRouter = router({
  list: adminProcedure(
    'Google spreadsheets that devices are imported from, by name, without their secrets.',
    'GET /sheets',
  )
    .input(nothing)
    .output(answer(z.array(sheetSchema)))
    .query(({ ctx }) => ctx.services.sheets.list()),

  create: adminProcedure(
    'Connects a spreadsheet by id (or address) and range, with a service account or an API key.',
    'POST /sheets',
  )
    .input(createInput)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { serviceAccount, apiKey, ...input } }) => {
      const auth = await authOf(ctx.services, { serviceAccount, apiKey });
      if (!auth) throw badInput('serviceAccount', 'expected the key of a service account, or an apiKey');
      const saved = await ctx.services.sheets.create({ ...input, auth });
      if (!saved.ok) throw badInput('name', 'expected a name that no other sheet has');
      ctx.note(saved.id, { name: input.name, authKind: auth.authKind });
      return { id: saved.id };
    }),

  update: adminProcedure(
    'Changes the given fields; the secret stays unless another one is given.',
    'PATCH /sheets/{id}',
  )
    .input(updateInput)
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id, serviceAccount, apiKey, ...change } }) => {
      const auth = await authOf(ctx.services, { serviceAccount, apiKey });
      const saved = await ctx.services.sheets.update(id, { ...change, auth });
      if (!saved.ok) {
        throw saved.reason === 'not_found'
          ? notFound(`Sheet ${id}`)
          : badInput('name', 'expected a name that no other sheet has');
      }
      ctx.note(id, { fields: [...Object.keys(change), ...(auth ? [auth.authKind] : [])] });
      return { id };
    }),

  delete: adminProcedure('Forgets a connection and its secret. Devices that came from it stay.', 'DELETE /sheets/{id}')
    .input(z.strictObject({ id: idSchema }))
    .output(answer(idAnswerSchema))
    .mutation(async ({ ctx, input: { id } }) => {
      if (!(await ctx.services.sheets.delete(id))) throw notFound(`Sheet ${id}`);
      ctx.note(id);
      return { id };
    }),

  preview: adminProcedure(
    'Reads the sheet and says what an import would do; the answer of devices.import.',
    'POST /sheets/{id}/preview',
  )
    .input(importInput)
    .output(answer(importResultSchema))
    .mutation(async ({ ctx, input }) => {
      const { request, source } = await requestOf(ctx.services, input);
      const result = await ctx.services.deviceImport.preview(request);
      ctx.note(input.id, noteOf(source, result));
      return result;
    }),

  import: adminProcedure(
    'Reads the sheet and imports it, all rows or none; keeps mapping and defaults for the next time.',
    'POST /sheets/{id}/import',
  )
    .input(importInput.extend({ previewHash: previewHashSchema }))
    .output(answer(importResultSchema))
    .mutation(async ({ ctx, input }) => {
      const { services, actor } = ctx;
      const { request, source } = await requestOf(services, input);
      const { previewHash } = input;
      const result = await appliedImport(services, { ...request, previewHash, source, by: actor.name });
      const { created, updated, unchanged, errorTotal, errors } = result;
      if (errorTotal > 0) {
        const { row, field, message } = errors[0]!;
        const first = row > 0 ? `Row ${row}, ${field}: ${message}` : message;
        await services.sheets.noteResult(input.id, actor.name, { ok: false, errors: errorTotal, message: first });
      } else {
        await services.sheets.update(input.id, { mapping: input.mapping, defaults: input.defaults });
        await services.sheets.noteResult(input.id, actor.name, { ok: true, created, updated, unchanged });
      }
      ctx.note(input.id, noteOf(source, result));
      return result;
    }),
});

async function requestOf({ sheets, googleSheets }: Services, { id, ...input }: z.infer<typeof importInput>) {
  const [sheet, secret] = await Promise.all([sheets.get(id), sheets.reveal(id)]);
  if (!sheet || !secret) throw notFound(`Sheet ${id}`);
  const { mapping = sheet.mapping, defaults = sheet.defaults, show } = input;
  const request = { mapping, defaults, show, open: () => googleSheets.open(sheet, secret) };
  return { request, source: `Google Sheets: ${sheet.name}` };
}

async function authOf(
  { googleSheets }: Services,
  { serviceAccount, apiKey }: { serviceAccount?: string | undefined; apiKey?: string | undefined },
): Promise<SheetSecretInput | undefined> {
  if (serviceAccount !== undefined && apiKey !== undefined) {
    throw badInput('apiKey', 'expected a service account or an API key, not both');
  }
  if (apiKey !== undefined) return { authKind: 'api_key', secret: apiKey, clientEmail: null };
  if (serviceAccount === undefined) return undefined;
  const checked = await googleSheets.checkKey(serviceAccount);
  if (!checked.ok) throw badInput('serviceAccount', checked.message);
  return { authKind: 'service_account', secret: serviceAccount, clientEmail: checked.clientEmail };
}
