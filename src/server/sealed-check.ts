import { deriveKey } from './auth/derive-key';
import { createSecretBox, SealedValueError } from './auth/secret-box';
import type { Database } from './db/client';
import type { SecretBox } from './db/credential-store';
import { readSealed, type SealedRow, type SealedTable } from './db/sealed-values';

/** Of one table: how many rows have something sealed, and the names of those of which not all opens. */
export interface SealedFinding {
  readonly rows: number;
  /** Null: nobody said which key they were sealed with. */
  readonly unopened: readonly string[] | null;
}

/** The purpose of each table's key, as `services.ts` derives it. */
const PURPOSES = {
  Credential: 'credentials',
  SheetConnection: 'credentials',
  Webhook: 'webhooks',
} as const satisfies Record<SealedTable, string>;

const WORDS = {
  Credential: ['credential', 'credentials', 'no device that uses them can be logged in to'],
  SheetConnection: ['Google Sheet', 'Google Sheets', 'nothing can be imported from them'],
  Webhook: ['webhook', 'webhooks', 'nothing can be sent to them'],
} as const satisfies Record<SealedTable, readonly [string, string, string]>;
const TABLES = Object.keys(WORDS) as SealedTable[];

/** What of all that is sealed in a database this key opens. */
export async function checkSealed(
  database: Database,
  secretKey: Buffer | undefined,
): Promise<Readonly<Record<SealedTable, SealedFinding>>> {
  const sealed = await readSealed(database);
  const finding = (table: SealedTable): SealedFinding => {
    const rows = sealed[table].filter(({ values }) => values.length > 0);
    if (!secretKey) return { rows: rows.length, unopened: null };
    const box = createSecretBox(deriveKey(secretKey, PURPOSES[table]));
    return { rows: rows.length, unopened: rows.filter((row) => !opens(box, row)).map(({ name }) => name) };
  };
  return {
    Credential: finding('Credential'),
    SheetConnection: finding('SheetConnection'),
    Webhook: finding('Webhook'),
  };
}

function opens(box: SecretBox, { values }: SealedRow): boolean {
  try {
    for (const { sealed, place } of values) box.open(sealed, place);
    return true;
  } catch (error) {
    if (error instanceof SealedValueError) return false;
    throw error;
  }
}

/** The findings for people. */
export function sealedLines(findings: Readonly<Record<SealedTable, SealedFinding>>): string[] {
  const found = TABLES.filter((table) => findings[table].rows > 0);
  if (found.length === 0) return [];
  if (found.some((table) => findings[table].unopened === null)) {
    const what = found.map((table) => WORDS[table][1]).join(', ');
    return [`WARNING: SECRET_KEY is not set, so nobody knows whether it opens what is sealed: ${what}.`];
  }
  const lines = found.map((table) => tableLine(table, findings[table]));
  const allOpen = found.every((table) => findings[table].unopened?.length === 0);
  return allOpen
    ? lines
    : [...lines, 'Start the portal with the key of the time of the backup, or enter anew what does not open.'];
}

function tableLine(table: SealedTable, { rows, unopened }: SealedFinding): string {
  const [one, many, cost] = WORDS[table];
  const counted = `${rows} ${rows === 1 ? one : many}`;
  if (!unopened?.length) return rows === 1 ? `SECRET_KEY opens the ${counted}.` : `SECRET_KEY opens all ${counted}.`;
  // All of them is another key; their names would say nothing more.
  const named = unopened.length < rows ? ` (${unopened.join(', ')})` : '';
  return `WARNING: SECRET_KEY does not open ${unopened.length} of ${counted}${named}: ${cost}.`;
}
