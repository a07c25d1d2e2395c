import { parseArgs } from 'node:util';

export interface Options {
  readonly url: string;
  readonly token: string;
  /** ISO 3166-1 alpha-2; null for every device. */
  readonly country: string | null;
  /** Minutes after midnight, local time, at which to run each night; null to run once, now. */
  readonly atMinute: number | null;
  /** Run although this day's check has been made. */
  readonly again: boolean;
}

export const USAGE = `usage: nightly-neighbor-check (--now [--again] | --at HH:MM) [--country XX]

  --now          run once and end: exit code 0 nothing changed, 1 something did, 2 the check could not be made
  --again        with --now: a further check on the same day
  --at HH:MM     stay, and run every night at this local time
  --country XX   only devices of this country (ISO 3166-1 alpha-2); all devices without it

AREAZERO_URL and AREAZERO_TOKEN say which portal, and as whom (a token with the role operator).`;

/** Throws with a line for people where something is missing or wrong. */
export function optionsFrom(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      now: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      at: { type: 'string' },
      country: { type: 'string' },
    },
  });
  if (values.now === (values.at !== undefined)) throw new Error('expected one of --now and --at HH:MM');
  if (values.again && !values.now) throw new Error('--again: expected together with --now');
  return {
    url: needed(env, 'AREAZERO_URL'),
    token: needed(env, 'AREAZERO_TOKEN'),
    country: values.country?.toUpperCase() ?? null,
    atMinute: values.at === undefined ? null : minuteOf(values.at),
    again: values.again,
  };
}

function needed(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name}: expected in the environment`);
  return value;
}

function minuteOf(time: string): number {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) throw new Error(`--at: expected HH:MM, got ${time}`);
  return Number(match[1]) * 60 + Number(match[2]);
}
