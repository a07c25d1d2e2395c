'use client';
import { api } from '../shell/api';
import { FormField } from '../ui/form-field';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
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
    <FormField label={label ?? 'Jump host'} hint={hint} error={error}>
      {({ id, ...control }) => (
        <Select value={value || NONE} onValueChange={(picked) => onChange(picked === NONE ? '' : picked)}>
          <SelectTrigger id={id} {...control}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={NONE}>None, straight</SelectItem>
            {offered.map((jumpHost) => (
              <SelectItem key={jumpHost.id} value={jumpHost.id}>
                {jumpHost.name}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </FormField>
  );
}
