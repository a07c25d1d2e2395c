import type { ColumnMapping, ImportDefaults } from '@/domain/inventory';
import type { SheetAuthKind, SheetRecord, SheetResult } from '@/domain/sheet';
import type { Database } from './client';
import type { SealedPlace, SecretBox } from './credential-store';
import type { Prisma, SheetConnection } from './generated/client';
import { newId } from './new-id';

export interface SheetSecretInput {
  readonly authKind: SheetAuthKind;
  /** A service account's key (JSON), or an API key. */
  readonly secret: string;
  readonly clientEmail: string | null;
}

/** Already validated by domain/sheet. */
export interface SheetInput {
  readonly name: string;
  readonly spreadsheetId: string;
  readonly range: string;
  readonly mapping: ColumnMapping;
  readonly defaults: ImportDefaults;
}

export type SheetChange = Partial<SheetInput> & { readonly auth?: SheetSecretInput | undefined };

export type SheetSaved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: 'not_found' | 'name_taken' };

export interface SheetStore {
  /** By name. */
  list(): Promise<SheetRecord[]>;
  get(id: string): Promise<SheetRecord | null>;
  create(input: SheetInput & { readonly auth: SheetSecretInput }): Promise<SheetSaved>;
  /** Absent fields stay as they are. */
  update(id: string, change: SheetChange): Promise<SheetSaved>;
  /** False: there is none. */
  delete(id: string): Promise<boolean>;
  /** The secret in plain text, for the request that needs it. */
  reveal(id: string): Promise<{ readonly kind: SheetAuthKind; readonly secret: string } | null>;
  noteResult(id: string, by: string, result: SheetResult): Promise<void>;
}

const placeOf = (rowId: string): SealedPlace => ({ table: 'SheetConnection', rowId, column: 'sealedSecret' });

export function createSheetStore({ prisma, reads }: Database, box: SecretBox): SheetStore {
  const sealed = (id: string, { authKind, secret, clientEmail }: SheetSecretInput) => ({
    authKind,
    clientEmail,
    sealedSecret: box.seal(secret, placeOf(id)),
  });

  async function nameTaken(tx: Prisma.TransactionClient, name: string | undefined, id: string | null) {
    const taken = name === undefined ? null : await tx.sheetConnection.findUnique({ where: { name } });
    return taken !== null && taken.id !== id;
  }

  return {
    async list() {
      return (await reads.prisma.sheetConnection.findMany({ orderBy: { name: 'asc' } })).map(record);
    },
    async get(id) {
      const row = await reads.prisma.sheetConnection.findUnique({ where: { id } });
      return row && record(row);
    },
    async create({ auth, ...input }) {
      return prisma.$transaction(async (tx) => {
        if (await nameTaken(tx, input.name, null)) return { ok: false, reason: 'name_taken' } as const;
        // Chosen here, not by the database: the secret is bound to it.
        const id = newId();
        await tx.sheetConnection.create({ data: { id, ...columns(input), ...sealed(id, auth) } });
        return { ok: true, id } as const;
      });
    },
    async update(id, { auth, ...change }) {
      return prisma.$transaction(async (tx) => {
        const row = await tx.sheetConnection.findUnique({ where: { id } });
        if (!row) return { ok: false, reason: 'not_found' } as const;
        if (await nameTaken(tx, change.name, id)) return { ok: false, reason: 'name_taken' } as const;
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const data = { ...columns({ ...record(row), ...given }), ...(auth ? sealed(id, auth) : {}) };
        await tx.sheetConnection.update({ where: { id }, data });
        return { ok: true, id } as const;
      });
    },
    async delete(id) {
      return (await prisma.sheetConnection.deleteMany({ where: { id } })).count > 0;
    },
    async reveal(id) {
      const row = await prisma.sheetConnection.findUnique({ where: { id } });
      return row && { kind: row.authKind as SheetAuthKind, secret: box.open(row.sealedSecret, placeOf(id)) };
    },
    async noteResult(id, by, result) {
      const data = { lastAt: new Date().toISOString(), lastBy: by, lastResult: { ...result } };
      await prisma.sheetConnection.updateMany({ where: { id }, data });
    },
  };
}

const columns = ({ name, spreadsheetId, range, mapping, defaults }: SheetInput) => ({
  name,
  spreadsheetId,
  range,
  mapping: { ...mapping },
  defaults: { ...defaults },
});

function record(row: SheetConnection): SheetRecord {
  const { id, name, spreadsheetId, range, clientEmail, lastAt, lastBy } = row;
  return {
    id,
    name,
    spreadsheetId,
    range,
    clientEmail,
    lastAt,
    lastBy,
    authKind: row.authKind as SheetAuthKind,
    mapping: row.mapping as ColumnMapping,
    defaults: row.defaults as ImportDefaults,
    lastResult: row.lastResult as SheetResult | null,
  };
}
