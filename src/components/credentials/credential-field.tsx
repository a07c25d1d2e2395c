'use client';
import { api } from '../shell/api';
import { SelectField } from '../ui/select-field';

interface CredentialFieldProps {
  /** An id; empty: none yet. */
  value: string;
  onChange: (id: string) => void;
  error: string | undefined;
  hint?: string;
}

/** Picks a credential by name. */
export function CredentialField({ value, onChange, error, hint }: CredentialFieldProps) {
  const { data } = api.credentials.names.useQuery();
  return (
    <SelectField
      label="Credential"
      hint={data?.length === 0 ? 'There is none yet: add one under Credentials first.' : hint}
      error={error}
      value={value}
      onChange={onChange}
      options={data?.map(({ id, name }) => [id, name]) ?? []}
      placeholder="How to log in"
    />
  );
}
