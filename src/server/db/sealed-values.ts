import type { Database } from './client';
import type { SealedPlace } from './credential-store';

/** Every column that holds what `SECRET_KEY` sealed, by table. */
export const SEALED_COLUMNS = {
  Credential: ['sealedPassword', 'sealedPrivateKey', 'sealedEnablePassword', 'sealedPassphrase'],
  SheetConnection: ['sealedSecret'],
  Webhook: ['sealedSecret', 'sealedPreviousSecret'],
} as const;
export type SealedTable = keyof typeof SEALED_COLUMNS;

/** A row with its sealed values. */
export interface SealedRow {
  readonly name: string;
  readonly values: readonly { readonly sealed: string; readonly place: SealedPlace }[];
}

/** Whatever is sealed in a database, by table. */
export async function readSealed({ prisma }: Database): Promise<Readonly<Record<SealedTable, SealedRow[]>>> {
  return {
    Credential: (await prisma.credential.findMany()).map((row) => sealedRow('Credential', row)),
    SheetConnection: (await prisma.sheetConnection.findMany()).map((row) => sealedRow('SheetConnection', row)),
    Webhook: (await prisma.webhook.findMany()).map((row) => sealedRow('Webhook', row)),
  };
}

function sealedRow<T extends SealedTable>(
  table: T,
  row: { id: string; name: string } & Record<(typeof SEALED_COLUMNS)[T][number], string | null>,
): SealedRow {
  const columns: readonly (typeof SEALED_COLUMNS)[T][number][] = SEALED_COLUMNS[table];
  const values = columns.flatMap((column) => {
    const sealed: string | null = row[column];
    return sealed === null ? [] : [{ sealed, place: { table, rowId: row.id, column } }];
  });
  return { name: row.name, values };
}
