import type { Role } from '@/domain/role';
import type { Inputs } from '../shell/api';

/** Days from now, a date of one's own, or no end. */
export const EXPIRIES = ['30', '90', '365', 'date', 'never'] as const;
export type Expiry = (typeof EXPIRIES)[number];

export const EXPIRY_LABELS: Readonly<Record<Expiry, string>> = {
  30: 'in 30 days',
  90: 'in 90 days',
  365: 'in a year',
  date: 'on a date',
  never: 'never',
};

export interface TokenFormValues {
  name: string;
  role: Role;
  expiry: Expiry;
  /** `2030-01-31`, for the expiry `date`: its last day. */
  date: string;
}

export const EMPTY_TOKEN: TokenFormValues = { name: '', role: 'viewer', expiry: '90', date: '' };

const DAY_MS = 86_400_000;

/** When it ends, in milliseconds since the epoch; null: never; undefined: the date cannot be read. */
export function expiresAtOf({ expiry, date }: Pick<TokenFormValues, 'expiry' | 'date'>, now: number) {
  if (expiry === 'never') return null;
  if (expiry !== 'date') return now + Number(expiry) * DAY_MS;
  // The end of that day where the person sits.
  const at = new Date(`${date}T23:59:59`).getTime();
  return Number.isNaN(at) ? undefined : at;
}

export function problemsOf(values: TokenFormValues, now: number): Partial<Record<keyof TokenFormValues, string>> {
  const problems: Partial<Record<keyof TokenFormValues, string>> = {};
  if (values.name.trim() === '') problems.name = 'Expected a name';
  const at = expiresAtOf(values, now);
  if (at === undefined) problems.date = 'Expected a date';
  else if (at !== null && at <= now) problems.date = 'Expected a day to come';
  return problems;
}

/** Of values without a problem. */
export function toCreate(values: TokenFormValues, now: number): Inputs['tokens']['create'] {
  const at = expiresAtOf(values, now) ?? null;
  return { name: values.name.trim(), role: values.role, expiresAt: at === null ? null : new Date(at).toISOString() };
}
