'use client';
import type { ReactNode } from 'react';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';

export interface NumberFieldProps {
  label: string;
  /** Behind the number: `%`, `minutes`. */
  unit?: string;
  hint?: ReactNode;
  error: string | undefined;
  /** As typed. */
  value: string;
  onChange: (value: string) => void;
}

/** A number that may be left out; it stays as typed until it is read. */
export function NumberField({ label, unit, hint, error, value, onChange }: NumberFieldProps) {
  return (
    <FormField label={label} hint={hint} error={error} className="content-start">
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            className="max-w-28 text-right tabular-nums"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {unit && <span className="text-muted-foreground text-xs">{unit}</span>}
        </span>
      )}
    </FormField>
  );
}
