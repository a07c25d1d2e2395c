'use client';
import { FormField } from './form-field';
import { Input } from './input';

export interface NameAndDescription {
  readonly name: string;
  readonly description: string;
}

export interface NameFieldsProps {
  value: NameAndDescription;
  onChange: (value: NameAndDescription) => void;
  errors: Readonly<Record<string, string | undefined>>;
  hint?: string;
}

/** What something saved is called, and what it is for. */
export function NameFields({ value, onChange, errors, hint }: NameFieldsProps) {
  return (
    <>
      <FormField label="Name" hint={hint} error={errors.name}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={64}
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
        )}
      </FormField>
      <FormField label="Description" hint="Optional: what it is for." error={errors.description}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={500}
            value={value.description}
            onChange={(event) => onChange({ ...value, description: event.target.value })}
          />
        )}
      </FormField>
    </>
  );
}
