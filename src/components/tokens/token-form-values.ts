import type { Role } from '@/domain/role';
import type { Inputs } from '../shell/api';
import type { Parsed } from '../shell/use-form-submit';

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

/** The input of `tokens.create`, or what is wrong by field. */
export function parseForm(values: TokenFormValues, now: number): Parsed<Inputs['tokens']['create']> {
  const problems: Partial<Record<keyof TokenFormValues, string>> = {};
  const name = values.name.trim();
  if (name === '') problems.name = 'Expected a name';
  const at = expiresAtOf(values, now);
  if (at === undefined) problems.date = 'Expected a date';
  else if (at !== null && at <= now) problems.date = 'Expected a day to come';
  if (at === undefined || Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, value: { name, role: values.role, expiresAt: at === null ? null : new Date(at).toISOString() } };
}
