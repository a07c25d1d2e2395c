'use client';
import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import { Checkbox } from '../ui/checkbox';
import { Label } from '../ui/label';
import { toggled } from './webhook-form-values';

export interface CheckListProps<T extends string> {
  legend: string;
  options: readonly { readonly value: T; readonly label: string; readonly about?: string }[];
  values: readonly T[];
  onChange: (values: T[]) => void;
  error: string | undefined;
}

/** Any number of a few. */
export function CheckList<T extends string>({ legend, options, values, onChange, error }: CheckListProps<T>) {
  const id = useId();
  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-1 font-medium text-xs">{legend}</legend>
      {options.map(({ value, label, about }) => (
        <div key={value} className="flex items-start gap-2.5">
          <Checkbox
            id={`${id}-${value}`}
            className="mt-0.5"
            aria-describedby={about && `${id}-${value}-about`}
            checked={values.includes(value)}
            onCheckedChange={(checked) => onChange(toggled(values, value, checked === true))}
          />
          <div className="grid gap-0.5">
            <Label htmlFor={`${id}-${value}`} className="text-body">
              {label}
            </Label>
            {about && (
              <p id={`${id}-${value}-about`} className="text-muted-foreground text-xs">
                {about}
              </p>
            )}
          </div>
        </div>
      ))}
      {error && (
        <p role="alert" className="flex items-start gap-1 text-state-failed text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
