'use client';
import { Waypoints } from 'lucide-react';
import { api } from '../shell/api';

/** Beside an address: the jump host that it is reached through. */
export function ThroughJumpHost({ id }: { id: string }) {
  const { data } = api.jumpHosts.list.useQuery(undefined, { staleTime: 60_000 });
  const name = data?.find((jumpHost) => jumpHost.id === id)?.name;
  return (
    <span className="ml-2 font-sans text-muted-foreground" title={`Reached through jump host ${name ?? ''}`}>
      <Waypoints aria-label="through" className="inline size-3" /> {name}
    </span>
  );
}
