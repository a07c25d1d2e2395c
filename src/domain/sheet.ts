import { z } from 'zod';
import type { DeepReadonly } from './deep-readonly';
import { DEFAULT_COLUMNS, INVENTORY_COLUMNS } from './inventory';

/** How the portal shows a spreadsheet's owner that it may read it. */
const SHEET_AUTH_KINDS = ['service_account', 'api_key'] as const;
export type SheetAuthKind = (typeof SHEET_AUTH_KINDS)[number];

/** What came of the last import from a sheet. */
const sheetResultSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
  }),
  z.object({ ok: z.literal(false), errors: z.number().int(), message: z.string() }),
]);
export type SheetResult = DeepReadonly<z.infer<typeof sheetResultSchema>>;

/** A spreadsheet that devices are imported from; never with its secret. Times are ISO 8601. */
export const sheetSchema = z.object({
  id: z.string(),
  name: z.string(),
  spreadsheetId: z.string(),
  range: z.string().describe('In A1 notation'),
  authKind: z.enum(SHEET_AUTH_KINDS),
  clientEmail: z.string().nullable().describe('Of a service account: whom the spreadsheet has to be shared with'),
  mapping: z
    .record(z.string(), z.enum(INVENTORY_COLUMNS).nullable())
    .describe('Which column means what, by the key of the column; null leaves it out'),
  defaults: z.partialRecord(z.enum(DEFAULT_COLUMNS), z.string()).describe('What stands where a row says nothing'),
  lastAt: z.string().meta({ format: 'date-time' }).nullable().describe('Of the last import, as the next two'),
  lastBy: z.string().nullable(),
  lastResult: sheetResultSchema.nullable(),
});
export type SheetRecord = DeepReadonly<z.infer<typeof sheetSchema>>;

const ID_TEXT = 'expected the id of a spreadsheet, or its address (https://docs.google.com/spreadsheets/d/…)';

/** The id alone, or the address that a browser shows, which holds it. */
export const spreadsheetIdSchema = z
  .string()
  .trim()
  .max(2_000, ID_TEXT)
  .transform((text) => /\/spreadsheets\/(?:u\/\d+\/)?d\/([^/?#]+)/.exec(text)?.[1] ?? text)
  .pipe(z.string().regex(/^[A-Za-z0-9_-]{8,128}$/, ID_TEXT));

/** The first sheet, as far to the right as an import reads. */
export const DEFAULT_RANGE = 'A:CV';

const RANGE_TEXT = "expected a range such as A:K, Routers or 'My sheet'!B3:L";

/** A1 notation: a sheet, cells, or both. Google has the last word on it. */
export const rangeSchema = z
  .string()
  .trim()
  .min(1, RANGE_TEXT)
  .max(200, RANGE_TEXT)
  .refine((text) => !/\p{Cc}/u.test(text), RANGE_TEXT);
