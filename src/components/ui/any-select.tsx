'use client';
import type { ReactNode } from 'react';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from './select';

/** Radix selects cannot hold an empty value. */
const ANY = 'any';

interface AnySelectProps<T extends string> {
  label: string;
  /** The word for no choice; null: the first option is meant then. */
  any: string | null;
  value: T | null;
  options: readonly (readonly [value: T, label: ReactNode])[];
  /** The word for a value that is none of the options: what a link names may have been deleted. */
  gone?: string;
  onPick: (value: T | null) => void;
  className: string;
}

/** One of a few, or any, in a filter. */
export function AnySelect<T extends string>(props: AnySelectProps<T>) {
  const { label, any, value, options, gone, onPick, className } = props;
  const known = value === null || options.some(([option]) => option === value);
  return (
    <Select
      value={value ?? (any === null ? (options[0]?.[0] ?? ANY) : ANY)}
      onValueChange={(next) => onPick(next === ANY ? null : (next as T))}
    >
      <SelectTrigger aria-label={label} className={className}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {any !== null && <SelectItem value={ANY}>{any}</SelectItem>}
        {!known && gone && <SelectItem value={value}>{gone}</SelectItem>}
        {options.map(([option, text]) => (
          <SelectItem key={option} value={option}>
            {text}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
