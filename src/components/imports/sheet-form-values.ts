import { DEFAULT_RANGE, rangeSchema, type SheetAuthKind, spreadsheetIdSchema } from '@/domain/sheet';
import type { Inputs } from '../shell/api';

export interface SheetFormValues {
  name: string;
  /** An id, or the address that the browser shows. */
  spreadsheetId: string;
  range: string;
  authKind: SheetAuthKind;
  serviceAccount: string;
  apiKey: string;
}

type Known = { authKind: SheetAuthKind } | null;

/** What is wrong by field. A new connection needs its key; one that exists has one until the kind is changed. */
export function problemsOf(values: SheetFormValues, sheet: Known): Partial<Record<keyof SheetFormValues, string>> {
  const problems: Partial<Record<keyof SheetFormValues, string>> = {};
  if (values.name.trim() === '') problems.name = 'Expected a name';
  if (!spreadsheetIdSchema.safeParse(values.spreadsheetId).success) {
    problems.spreadsheetId = 'Expected the address of a spreadsheet, or its id';
  }
  if (values.range.trim() !== '' && !rangeSchema.safeParse(values.range).success) {
    problems.range = 'Expected a range such as A:K or Routers!A1:K';
  }
  const kept = sheet?.authKind === values.authKind;
  const field = values.authKind === 'api_key' ? 'apiKey' : 'serviceAccount';
  if (!kept && values[field].trim() === '') {
    problems[field] = field === 'apiKey' ? 'Expected an API key' : 'Expected the JSON key file of a service account';
  }
  return problems;
}

/** What both ways of saving send; a key that was not typed is left out, so that the stored one stays. */
export function toInput(values: SheetFormValues): Inputs['sheets']['create'] {
  const { authKind, serviceAccount, apiKey } = values;
  return {
    name: values.name.trim(),
    spreadsheetId: values.spreadsheetId.trim(),
    range: values.range.trim() || DEFAULT_RANGE,
    ...(authKind === 'service_account' && serviceAccount.trim() ? { serviceAccount } : {}),
    ...(authKind === 'api_key' && apiKey.trim() ? { apiKey: apiKey.trim() } : {}),
  };
}

/** `client_email` of a pasted key file: whom to share the spreadsheet with. */
export function emailIn(keyFile: string): string | null {
  try {
    const { client_email: email } = JSON.parse(keyFile) as { client_email?: unknown };
    return typeof email === 'string' ? email : null;
  } catch {
    return null;
  }
}
