'use client';
import { api } from '../shell/api';
import { AnySelect } from '../ui/any-select';

/** The groups to choose one from, in a filter; nothing while there are none. */
export function GroupSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { data } = api.deviceGroups.names.useQuery();
  if (!data || (data.length === 0 && value === null)) return null;
  return (
    <AnySelect
      label="Group"
      any="Any group"
      gone="A deleted group"
      value={value}
      options={data.map(({ id, name }) => [id, name])}
      onPick={onChange}
      className="w-40 max-sm:flex-1"
    />
  );
}
