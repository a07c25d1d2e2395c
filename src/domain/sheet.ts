import { z } from 'zod';

/** How the portal shows a spreadsheet's owner that it may read it. */
export const SHEET_AUTH_KINDS = ['service_account', 'api_key'] as const;
export type SheetAuthKind = (typeof SHEET_AUTH_KINDS)[number];

/** What came of the last import from a sheet. */
export type SheetResult =
  | { readonly ok: true; readonly created: number; readonly updated: number; readonly unchanged: number }
  | { readonly ok: false; readonly errors: number; readonly message: string };

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
