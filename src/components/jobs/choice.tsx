'use client';
import type { ReactNode } from 'react';
import { ToggleGroup, ToggleGroupItem } from '../ui/toggle-group';

export interface ChoiceProps<T extends string> {
  legend: string;
  value: T;
  options: readonly { readonly value: T; readonly label: string }[];
  onChange: (value: T) => void;
  /** What the chosen one means. */
  hint?: ReactNode;
}

/** One of a few, all in view. Pressing the chosen one again changes nothing. */
export function Choice<T extends string>({ legend, value, options, onChange, hint }: ChoiceProps<T>) {
  return (
    <fieldset className="grid min-w-0 content-start justify-items-start gap-1.5">
      <legend className="mb-1.5 font-medium text-xs">{legend}</legend>
      <ToggleGroup
        type="single"
        aria-label={legend}
        className="max-w-full flex-wrap"
        value={value}
        onValueChange={(next) => {
          const chosen = options.find((option) => option.value === next);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <ToggleGroupItem key={option.value} value={option.value}>
            {option.label}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      {hint && <p className="text-muted-foreground text-xs">{hint}</p>}
    </fieldset>
  );
}
