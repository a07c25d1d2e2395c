'use client';
import { Play, Trash2, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { AddToGroup } from '../device-groups/add-to-group';
import { Button } from '../ui/button';
import { DeleteDevices } from './delete-devices';
import { storeDeviceSelection } from './device-selection';

/** What can be done with the ticked devices. */
export function SelectionBar({ ids, onClear }: { ids: readonly string[]; onClear: () => void }) {
  const { can } = useMe();
  const router = useRouter();
  const [deleting, setDeleting] = useState(false);
  if (ids.length === 0) return null;
  const count = formatCount(ids.length, 'device');
  const newJob = () => {
    storeDeviceSelection(ids);
    router.push('/jobs/new?from=selection');
  };
  return (
    <div
      role="toolbar"
      aria-label="Selected devices"
      className="sticky bottom-4 z-20 flex flex-wrap items-center gap-2 rounded-lg border border-ring bg-selected px-3 py-2 max-md:bottom-16"
    >
      <span className="mr-auto tabular-nums">{count} selected</span>
      {can('operator') && (
        <Button variant="primary" onClick={newJob}>
          <Play /> New job with {count}
        </Button>
      )}
      {can('operator') && <AddToGroup deviceIds={ids} />}
      {can('admin') && (
        <Button variant="outlineDanger" onClick={() => setDeleting(true)}>
          <Trash2 /> Delete {ids.length}
        </Button>
      )}
      <Button variant="ghost" size="icon" aria-label="Clear the selection" onClick={onClear}>
        <X />
      </Button>
      {deleting && (
        <DeleteDevices
          ids={ids}
          onClose={(deleted) => {
            setDeleting(false);
            if (deleted) onClear();
          }}
        />
      )}
    </div>
  );
}
