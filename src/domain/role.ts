/** Rights, each including those before it: a viewer reads, an operator runs jobs, an admin changes inventory and people. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** True where `held` includes all that `needed` allows. */
export function roleIncludes(held: Role, needed: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(needed);
}
