'use client';
import { api } from '../shell/api';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';

const ANY = 'any';

/** The groups to choose one from, in a filter; nothing while there are none. */
export function GroupSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { data } = api.deviceGroups.names.useQuery();
  if (!data || (data.length === 0 && value === null)) return null;
  const known = data.some(({ id }) => id === value);
  return (
    <Select value={value ?? ANY} onValueChange={(id) => onChange(id === ANY ? null : id)}>
      <SelectTrigger aria-label="Group" className="w-40 max-sm:flex-1">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={ANY}>Any group</SelectItem>
        {/* A link to a group that was deleted: what is shown is still what the address says. */}
        {value !== null && !known && <SelectItem value={value}>A deleted group</SelectItem>}
        {data.map(({ id, name }) => (
          <SelectItem key={id} value={id}>
            {name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
