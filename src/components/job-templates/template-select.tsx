'use client';
import { api } from '../shell/api';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';

const ANY = 'any';

/** The templates to choose one from, in a filter; nothing while there are none. */
export function TemplateSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { data } = api.templates.names.useQuery();
  if (!data || (data.length === 0 && value === null)) return null;
  const known = data.some(({ id }) => id === value);
  return (
    <Select value={value ?? ANY} onValueChange={(id) => onChange(id === ANY ? null : id)}>
      <SelectTrigger aria-label="Template" className="w-44 max-sm:w-full">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={ANY}>Any template</SelectItem>
        {/* Its jobs are still there. */}
        {value !== null && !known && <SelectItem value={value}>A deleted template</SelectItem>}
        {data.map(({ id, name }) => (
          <SelectItem key={id} value={id}>
            {name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
