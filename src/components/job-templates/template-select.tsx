'use client';
import { api } from '../shell/api';
import { AnySelect } from '../ui/any-select';

/** The templates to choose one from, in a filter; nothing while there are none. */
export function TemplateSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { data } = api.templates.names.useQuery();
  if (!data || (data.length === 0 && value === null)) return null;
  return (
    <AnySelect
      label="Template"
      any="Any template"
      gone="A deleted template"
      value={value}
      options={data.map(({ id, name }) => [id, name])}
      onPick={onChange}
      className="w-44 max-sm:w-full"
    />
  );
}
