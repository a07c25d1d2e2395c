import type { LoginRealms, LoginSecret, Secrets } from '../engine/ports';
import type { Database } from './client';
import type { Credential } from './generated/client';
import { selectCredential, selectLoginLimit } from './hot-path';
import { newId } from './new-id';
import type { SqlRow } from './sql';

/** Where a sealed value lives; a value moved to another place does not open. */
export interface SealedPlace {
  readonly table: string;
  readonly rowId: string;
  readonly column: string;
}

/** Encrypts what lies in the database. Implemented by server/auth. */
export interface SecretBox {
  seal(plain: string, place: SealedPlace): string;
  /** Throws where the text was changed, moved, or sealed with another key. */
  open(sealed: string, place: SealedPlace): string;
}

export interface CredentialRecord {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly hasPassword: boolean;
  readonly hasPrivateKey: boolean;
  readonly hasEnablePassword: boolean;
  readonly hasPassphrase: boolean;
  /** Credentials that name one realm share one limit of logins; null: the credential is a realm of its own. */
  readonly realm: string | null;
  /** Null is no limit; in a realm the lowest counts. */
  readonly loginsPerSecond: number | null;
  /** How many devices use it. */
  readonly devices: number;
}

/** In an update an absent field stays as it is, and null takes the secret away. */
export interface CredentialSecrets {
  readonly password?: string | null;
  readonly privateKey?: string | null;
  readonly enablePassword?: string | null;
  /** Of the private key. */
  readonly passphrase?: string | null;
}

export interface NewCredential extends CredentialSecrets {
  readonly name: string;
  readonly username: string;
  readonly realm?: string | null;
  readonly loginsPerSecond?: number | null;
}

export type CredentialChange = Partial<NewCredential>;

export type CredentialSaved =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: 'not_found' }
  | { readonly ok: false; readonly reason: 'name_taken' };

export type CredentialDeleted =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'not_found' }
  | { readonly ok: false; readonly reason: 'in_use'; readonly devices: number; readonly jumpHosts: number };

export interface CredentialStore extends Secrets, LoginRealms {
  create(credential: NewCredential): Promise<CredentialSaved>;
  update(id: string, change: CredentialChange): Promise<CredentialSaved>;
  delete(id: string): Promise<CredentialDeleted>;
  get(id: string): Promise<CredentialRecord | null>;
  /** By name; never a secret. */
  list(): Promise<CredentialRecord[]>;
  /** Ids by name, for imports. Names are compared exactly. */
  idsByName(): Promise<Map<string, string>>;
}

const COLUMNS = {
  password: 'sealedPassword',
  privateKey: 'sealedPrivateKey',
  enablePassword: 'sealedEnablePassword',
  passphrase: 'sealedPassphrase',
} as const;
type SecretName = keyof typeof COLUMNS;
type SealedColumns = Partial<Record<(typeof COLUMNS)[SecretName], string | null>>;
const SECRET_NAMES = Object.keys(COLUMNS) as SecretName[];

const placeOf = (rowId: string, column: string): SealedPlace => ({ table: 'Credential', rowId, column });

function record(row: Credential & { _count: { devices: number } }): CredentialRecord {
  return {
    id: row.id,
    name: row.name,
    username: row.username,
    hasPassword: row.sealedPassword !== null,
    hasPrivateKey: row.sealedPrivateKey !== null,
    hasEnablePassword: row.sealedEnablePassword !== null,
    hasPassphrase: row.sealedPassphrase !== null,
    realm: row.realm,
    loginsPerSecond: row.loginsPerSecond,
    devices: row._count.devices,
  };
}

export function createCredentialStore({ prisma, sql, reads }: Database, box: SecretBox): CredentialStore {
  const withCount = { include: { _count: { select: { devices: true } } } } as const;

  function seal(id: string, secrets: CredentialSecrets): SealedColumns {
    const sealed: SealedColumns = {};
    for (const name of SECRET_NAMES) {
      const plain = secrets[name];
      if (plain === undefined) continue;
      // An empty one is none: a login must not be tried with it.
      sealed[COLUMNS[name]] = plain === null || plain === '' ? null : box.seal(plain, placeOf(id, COLUMNS[name]));
    }
    return sealed;
  }

  const open = (id: string, row: SqlRow, name: SecretName): string | null => {
    const sealed = row[COLUMNS[name]] ?? null;
    return sealed === null ? null : box.open(String(sealed), placeOf(id, COLUMNS[name]));
  };

  return {
    async create({ name, username, realm, loginsPerSecond, ...secrets }) {
      return prisma.$transaction(async (tx) => {
        if (await tx.credential.findUnique({ where: { name } })) return { ok: false, reason: 'name_taken' } as const;
        // Chosen here, not by the database: the secrets are bound to it.
        const id = newId();
        await tx.credential.create({ data: { id, name, username, realm, loginsPerSecond, ...seal(id, secrets) } });
        return { ok: true, id } as const;
      });
    },
    async update(id, { name, username, realm, loginsPerSecond, ...secrets }) {
      return prisma.$transaction(async (tx) => {
        if (!(await tx.credential.findUnique({ where: { id } }))) return { ok: false, reason: 'not_found' } as const;
        const taken = name === undefined ? null : await tx.credential.findUnique({ where: { name } });
        if (taken && taken.id !== id) return { ok: false, reason: 'name_taken' } as const;
        const data = { name, username, realm, loginsPerSecond, ...seal(id, secrets) };
        await tx.credential.update({ where: { id }, data });
        return { ok: true, id } as const;
      });
    },
    async delete(id) {
      return prisma.$transaction(async (tx) => {
        const found = await tx.credential.findUnique({ where: { id }, ...withCount });
        if (!found) return { ok: false, reason: 'not_found' } as const;
        const devices = found._count.devices;
        const jumpHosts = await tx.jumpHost.count({ where: { credentialId: id } });
        if (devices + jumpHosts > 0) return { ok: false, reason: 'in_use', devices, jumpHosts } as const;
        await tx.credential.delete({ where: { id } });
        return { ok: true } as const;
      });
    },
    async get(id) {
      const row = await reads.prisma.credential.findUnique({ where: { id }, ...withCount });
      return row && record(row);
    },
    async list() {
      return (await reads.prisma.credential.findMany({ orderBy: { name: 'asc' }, ...withCount })).map(record);
    },
    async idsByName() {
      const rows = await reads.prisma.credential.findMany({ select: { id: true, name: true } });
      return new Map(rows.map((row) => [row.name, row.id]));
    },
    async reveal(credentialId): Promise<LoginSecret | null> {
      const row = await selectCredential(sql, credentialId);
      if (!row) return null;
      return {
        username: String(row.username),
        password: open(credentialId, row, 'password'),
        privateKey: open(credentialId, row, 'privateKey'),
        enablePassword: open(credentialId, row, 'enablePassword'),
        passphrase: open(credentialId, row, 'passphrase'),
      };
    },
    async limitOf(credentialId) {
      const { realm = null, loginsPerSecond = null } = (await selectLoginLimit(sql, credentialId)) ?? {};
      if (loginsPerSecond === null) return null;
      // A credential without a realm is one by itself, whatever others call theirs.
      const name = realm === null ? `credential ${credentialId}` : `realm ${realm}`;
      return { realm: name, loginsPerSecond: Number(loginsPerSecond) };
    },
  };
}
