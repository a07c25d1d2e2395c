import { InvalidArgumentError } from 'commander';

/** Parsers of option values: what they throw becomes a usage error that names the option. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  return (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`Expected a whole number ${range}.`);
  };
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
}

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `90s`, `30m`, `2h` in milliseconds. */
export function duration(text: string): number {
  const [, number, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  if (number && unit && Number(number) > 0) return Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS];
  throw new InvalidArgumentError('Expected a duration as in 90s, 30m or 2h.');
}

/** A number of items, or all of them. */
export const limit = (text: string): number => (text === 'all' ? Number.POSITIVE_INFINITY : wholeNumber(1)(text));

/** For options that may be repeated. */
export const many = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
