import { z } from 'zod';
import type { RowError } from '@/domain/import';
import { askGoogle } from './google-request';
import { accessToken, readServiceAccount, type TokenPlaces } from './google-token';
import { TABLE_LIMITS, type Table, type TableLimits, tableBuilder } from './table';

export interface GooglePlaces extends TokenPlaces {
  /** Of the Sheets API, without a slash at its end. */
  readonly sheetsUrl: string;
}

export interface SheetAddress {
  readonly spreadsheetId: string;
  /** A1 notation. */
  readonly range: string;
}

/** Opened from its sealed form just before it is used. */
export type SheetSecret =
  | { readonly kind: 'api_key'; readonly secret: string }
  | { readonly kind: 'service_account'; readonly secret: string };

const valueRangeSchema = z.object({
  range: z.string(),
  values: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))).default([]),
});

/**
 * The cells of a range (Sheets API v4, spreadsheets.values.get), as the sheet shows them: numbers and dates in the form that
 * people gave them. Rows are numbered as in the sheet. What Google refuses is a refused table that says what to do.
 */
export async function readGoogleSheet(
  address: SheetAddress,
  secret: SheetSecret,
  places: GooglePlaces,
  limits: TableLimits = TABLE_LIMITS,
): Promise<Table> {
  const login = await loginOf(secret, places);
  if ('message' in login) return refused(login.message);
  const path = `${encodeURIComponent(address.spreadsheetId)}/values/${encodeURIComponent(address.range)}`;
  const query = 'majorDimension=ROWS&valueRenderOption=FORMATTED_VALUE';
  const url = `${places.sheetsUrl}/v4/spreadsheets/${path}?${query}`;
  const answer = await askGoogle(url, { headers: login.headers });
  if (!answer.ok) return refused(answer.message);
  if (answer.status !== 200) return refused(refusalOf(answer.status, answer.body, login.email));
  const read = valueRangeSchema.safeParse(answer.body);
  if (!read.success) return refused('Google answered with something that is no range of cells');
  return tableFrom(read.data, limits);
}

function tableFrom({ range, values }: z.infer<typeof valueRangeSchema>, limits: TableLimits): Table {
  const first = firstRowOf(range);
  const builder = tableBuilder(limits, first);
  // Google leaves out the empty cells at the end of a row; a header is as wide as it is.
  for (const [index, cells] of values.entries()) {
    if (
      !builder.add(
        first + index,
        cells.map((cell) => (cell === null ? '' : String(cell))),
      )
    )
      break;
  }
  return builder.table();
}

/** `'Sheet 1'!B3:L1000` begins in row 3, `Sheet1!A:K` in row 1. */
const firstRowOf = (range: string): number => Number(/(?:^|!)[A-Z]{0,3}(\d+)(?::|$)/i.exec(range)?.[1] ?? 1);

type Login = { readonly headers: Record<string, string>; readonly email: string | null } | { readonly message: string };

async function loginOf({ kind, secret }: SheetSecret, places: TokenPlaces): Promise<Login> {
  // In a header, not in the address: addresses end in logs.
  if (kind === 'api_key') return { headers: { 'x-goog-api-key': secret }, email: null };
  const key = await readServiceAccount(secret, places);
  if (!key.ok) return { message: `The stored key cannot be used: ${key.message}` };
  const token = await accessToken(key.account);
  if (!token.ok) return { message: token.message };
  return { headers: { authorization: `Bearer ${token.token}` }, email: key.account.clientEmail };
}

/** Google's error (google.rpc.Status), as what to do about it. */
function refusalOf(status: number, body: unknown, email: string | null): string {
  const { message, reason } = errorOf(body);
  if (reason === 'API_KEY_INVALID' || /API key not valid/i.test(message)) {
    return 'Google does not know the API key: store another one in this connection';
  }
  if (reason === 'SERVICE_DISABLED' || /has not been used in project|is disabled/i.test(message)) {
    return 'The Google Sheets API is not enabled in the project of the key: enable it in the Google Cloud console';
  }
  if (status === 401 || status === 403) {
    return email
      ? `The spreadsheet is not shared with ${email}: share it with that address as a viewer`
      : 'The spreadsheet is not public, and an API key opens public ones only: share it with anyone who has the link, or use a service account';
  }
  if (status === 404) return 'There is no such spreadsheet: check its id';
  if (status === 400 && /Unable to parse range/i.test(message)) {
    return 'The spreadsheet has no such range: check the name of the sheet and the cells';
  }
  return `Google refused to read the spreadsheet (${status})`;
}

function errorOf(body: unknown): { message: string; reason: string } {
  const error = (body as { error?: { message?: unknown; details?: unknown } } | null)?.error;
  const details = Array.isArray(error?.details) ? (error.details as { reason?: unknown }[]) : [];
  const reason = details.find((detail) => typeof detail?.reason === 'string')?.reason;
  return { message: String(error?.message ?? ''), reason: String(reason ?? '') };
}

const refused = (message: string): Table => {
  const error: RowError = { row: 0, field: 'sheet', message };
  return { header: [], rows: [], errors: [error] };
};
