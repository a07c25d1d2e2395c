'use client';
import type { RowSelectionState } from '@tanstack/react-table';
import { useState } from 'react';
import { toast } from 'sonner';
import { Checkbox } from '../ui/checkbox';

export interface SelectAllProps {
  /** How many devices match. */
  readonly total: number;
  readonly selected: RowSelectionState;
  readonly onSelect: (selected: RowSelectionState) => void;
  /** Ids of all devices that match, on the screen or not. */
  readonly allIds: () => Promise<readonly string[]>;
}

/** Ticks every device that matches the filter, also those that nobody has scrolled to. */
export function SelectAll({ total, selected, onSelect, allIds }: SelectAllProps) {
  const [asking, setAsking] = useState(false);
  const count = Object.keys(selected).length;
  const select = async () => {
    setAsking(true);
    try {
      onSelect(Object.fromEntries((await allIds()).map((id) => [id, true])));
    } catch (error) {
      toast.error('Not selected', { description: error instanceof Error ? error.message : String(error) });
    }
    setAsking(false);
  };
  return (
    <Checkbox
      aria-label={`Select all ${total} matching devices`}
      aria-busy={asking}
      disabled={asking}
      checked={count > 0 && (count >= total || 'indeterminate')}
      onCheckedChange={(checked) => (checked === true ? void select() : onSelect({}))}
    />
  );
}
