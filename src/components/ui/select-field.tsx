'use client';
import { FormField, type FormFieldProps } from './form-field';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from './select';

interface SelectFieldProps<T extends string> extends Omit<FormFieldProps, 'children'> {
  value: T;
  onChange: (value: T) => void;
  options: readonly (readonly [value: T, label: string])[];
  /** While nothing is picked. */
  placeholder?: string;
}

/** One of a few, as a field of a form. Without anything to pick it cannot be opened. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { value, onChange, options, placeholder, label, hint, error, className } = props;
  return (
    <FormField label={label} hint={hint} error={error} className={className}>
      {({ id, ...control }) => (
        <Select value={value} onValueChange={(picked) => onChange(picked as T)} disabled={options.length === 0}>
          <SelectTrigger id={id} {...control}>
            <SelectValue placeholder={placeholder} />
          </SelectTrigger>
          <SelectContent>
            {options.map(([option, text]) => (
              <SelectItem key={option} value={option}>
                {text}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </FormField>
  );
}
