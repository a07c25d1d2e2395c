import { ROLES, type Role } from '@/domain/role';
import type { Auth } from './better-auth';

/** A person's account. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
}

export type AccountChange = { readonly ok: true } | { readonly ok: false; readonly reason: 'not_found' | 'last_admin' };

export interface Accounts {
  count(): Promise<number>;
  /** By email. */
  list(): Promise<Account[]>;
  create(
    account: NewAccount,
  ): Promise<{ readonly ok: true; readonly id: string } | { readonly ok: false; readonly reason: 'email_taken' }>;
  /** The last enabled admin keeps the role: nobody could undo it. */
  setRole(id: string, role: Role): Promise<AccountChange>;
  /** Disabling ends the account's sessions. */
  setDisabled(id: string, disabled: boolean): Promise<AccountChange>;
}

/** More accounts than a portal of this kind has; bounds one answer. */
const MAX_ACCOUNTS = 10_000;

/** A role as stored; an unknown one gives no rights. */
export const roleOf = (stored: unknown): Role | null => ROLES.find((role) => role === stored) ?? null;

export function createAccounts(auth: Auth): Accounts {
  const store = async () => (await auth.$context).internalAdapter;

  async function list(): Promise<Account[]> {
    const users = await (await store()).listUsers(MAX_ACCOUNTS, 0, { field: 'email', direction: 'asc' });
    return users.map((user) => {
      const { role, banned } = user as { role?: unknown; banned?: unknown };
      return {
        id: user.id,
        email: user.email,
        name: user.name,
        role: roleOf(role) ?? 'viewer',
        disabled: banned === true,
        createdAt: new Date(user.createdAt).toISOString(),
      };
    });
  }

  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: two admins who take each other's role at one moment would leave none. */
  function change(id: string, staysAdmin: (account: Account) => boolean, apply: () => Promise<void>) {
    const mine = last.then(() => changeNow(id, staysAdmin, apply));
    last = mine.catch(() => undefined);
    return mine;
  }

  async function changeNow(id: string, staysAdmin: (account: Account) => boolean, apply: () => Promise<void>) {
    const accounts = await list();
    const account = accounts.find((one) => one.id === id);
    if (!account) return { ok: false, reason: 'not_found' } as const;
    const others = accounts.filter((one) => one.id !== id && one.role === 'admin' && !one.disabled);
    const isAdmin = account.role === 'admin' && !account.disabled;
    if (isAdmin && others.length === 0 && !staysAdmin(account)) return { ok: false, reason: 'last_admin' } as const;
    await apply();
    return { ok: true } as const;
  }

  return {
    list,
    count: async () => (await store()).countTotalUsers(),
    async create({ email, password, name, role }) {
      const { password: hasher } = await auth.$context;
      const adapter = await store();
      if (await adapter.findUserByEmail(email)) return { ok: false, reason: 'email_taken' };
      const hash = await hasher.hash(password);
      const user = await adapter.createUser({ email, name, role, emailVerified: true }, { method: 'admin' });
      await adapter.linkAccount({ userId: user.id, accountId: user.id, providerId: 'credential', password: hash });
      return { ok: true, id: user.id };
    },
    setRole: (id, role) =>
      change(
        id,
        () => role === 'admin',
        async () => {
          await (await store()).updateUser(id, { role });
        },
      ),
    setDisabled: (id, disabled) =>
      change(
        id,
        () => !disabled,
        async () => {
          const adapter = await store();
          await adapter.updateUser(id, { banned: disabled });
          if (disabled) await adapter.deleteUserSessions(id);
        },
      ),
  };
}
