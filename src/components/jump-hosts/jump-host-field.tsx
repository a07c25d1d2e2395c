'use client';
import { api } from '../shell/api';
import { SelectField } from '../ui/select-field';
import type { JumpHost } from './jump-host';

/** A select has no empty value. */
const NONE = 'none';

export interface JumpHostFieldProps {
  /** An id; empty: none. */
  value: string;
  onChange: (id: string) => void;
  error: string | undefined;
  label?: string;
  hint?: string;
  /** Which ones can be picked; absent: all. */
  offers?: (jumpHost: JumpHost) => boolean;
}

/** Picks a jump host by name. Without any in the inventory there is nothing to pick and no field. */
export function JumpHostField({ value, onChange, error, label, hint, offers = () => true }: JumpHostFieldProps) {
  const { data } = api.jumpHosts.list.useQuery();
  const offered = data?.filter(offers) ?? [];
  if (offered.length === 0 && value === '') return null;
  return (
    <SelectField
      label={label ?? 'Jump host'}
      hint={hint}
      error={error}
      value={value || NONE}
      onChange={(picked) => onChange(picked === NONE ? '' : picked)}
      options={[[NONE, 'None, straight'], ...offered.map(({ id, name }) => [id, name] as const)]}
    />
  );
}
