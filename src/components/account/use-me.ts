'use client';
import { type Role, roleIncludes } from '@/domain/role';
import { api } from '../shell/api';

/** Who is signed in, and what the page may offer them. The server decides again at each call. */
export function useMe() {
  const { data } = api.account.me.useQuery(undefined, { staleTime: 60_000 });
  return {
    me: data ?? null,
    can: (role: Role) => data !== undefined && roleIncludes(data.role, role),
  };
}
