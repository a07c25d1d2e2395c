'use client';
import type { RowSelectionState, Updater } from '@tanstack/react-table';
import { useState } from 'react';
import { toast } from 'sonner';
import type { DeviceSelection } from './device-selection';
import type { useDeviceList } from './use-device-list';

export interface DeviceTicks {
  /** Of the devices that are loaded. */
  readonly rows: RowSelectionState;
  readonly count: number;
  /** Everything that matches is ticked: a filter, not so many ids. */
  readonly everything: boolean;
  /** Ids are being asked for. */
  readonly busy: boolean;
  readonly selection: DeviceSelection;
  change(updater: Updater<RowSelectionState>): void;
  tickEverything(): void;
  clear(): void;
  /** Of all that is ticked, on the screen or not. Null where they could not be asked for, which it says. */
  ids(): Promise<readonly string[] | null>;
}

/** What is ticked in the inventory. All that match stay ticked as long as the filter is what it was. */
export function useDeviceTicks({ input, filter, groupId, loaded, total, allIds }: ReturnType<typeof useDeviceList>) {
  const [selected, setSelected] = useState<RowSelectionState>({});
  const [all, setAll] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const key = JSON.stringify(input);
  const everything = all === key;
  const rows = everything ? Object.fromEntries(loaded.map(({ id }) => [id, true as const])) : selected;
  const ids = async (): Promise<readonly string[] | null> => {
    if (!everything) return Object.keys(selected);
    setBusy(true);
    try {
      return await allIds();
    } catch (error) {
      toast.error('The devices could not be looked up', { description: (error as Error).message });
      return null;
    } finally {
      setBusy(false);
    }
  };
  const set = (next: RowSelectionState) => {
    setAll(null);
    setSelected(next);
  };
  const ticks: DeviceTicks = {
    rows,
    count: everything ? total : Object.keys(selected).length,
    everything,
    busy,
    selection: everything ? { filter, groupId } : { deviceIds: Object.keys(selected) },
    change(updater) {
      const next = typeof updater === 'function' ? updater(rows) : updater;
      if (!everything) return set(next);
      // One of all is taken out: from now on they are ids.
      const out = new Set(loaded.map(({ id }) => id).filter((id) => !next[id]));
      void ids().then((found) => {
        if (found) set(Object.fromEntries(found.filter((id) => !out.has(id)).map((id) => [id, true])));
      });
    },
    tickEverything: () => setAll(key),
    clear: () => set({}),
    ids,
  };
  return ticks;
}
