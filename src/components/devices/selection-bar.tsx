'use client';
import { Play, Trash2, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatCount, formatNumber } from '@/domain/format';
import { useMe } from '../account/use-me';
import { AddToGroup } from '../device-groups/add-to-group';
import { Button } from '../ui/button';
import { DeleteDevices } from './delete-devices';
import { storeDeviceSelection } from './device-selection';
import type { DeviceTicks } from './use-device-ticks';

/** What can be done with the ticked devices. */
export function SelectionBar({ ticks }: { ticks: DeviceTicks }) {
  const { can } = useMe();
  const router = useRouter();
  const [deleting, setDeleting] = useState<readonly string[] | null>(null);
  if (ticks.count === 0) return null;
  const count = formatCount(ticks.count, 'device');
  const newJob = () => {
    storeDeviceSelection(ticks.selection);
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
      {can('operator') && <AddToGroup ids={ticks.ids} busy={ticks.busy} />}
      {can('admin') && (
        <Button variant="outlineDanger" disabled={ticks.busy} onClick={() => void ticks.ids().then(setDeleting)}>
          <Trash2 /> Delete {formatNumber(ticks.count)}
        </Button>
      )}
      <Button variant="ghost" size="icon" aria-label="Clear the selection" onClick={ticks.clear}>
        <X />
      </Button>
      {deleting && (
        <DeleteDevices
          ids={deleting}
          onClose={(deleted) => {
            setDeleting(null);
            if (deleted) ticks.clear();
          }}
        />
      )}
    </div>
  );
}
