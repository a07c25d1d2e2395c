'use client';
import { Download } from 'lucide-react';
import type { DeviceFilter } from '@/domain/device-schema';
import { downloadPath, INVENTORY_DOWNLOADS } from '@/domain/download';
import { Button } from '../ui/button';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu';

const LABELS = { csv: 'CSV', xlsx: 'Excel (.xlsx)' };

/** The devices that are shown, as a file that can be imported again. */
export function ExportMenu({ filter, groupId }: { filter: Omit<DeviceFilter, 'countries'>; groupId: string | null }) {
  const query = new URLSearchParams(
    Object.entries({ ...filter, groupId }).flatMap(([field, value]) => (value ? [[field, value]] : [])),
  ).toString();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button data-testid="export-devices">
          <Download /> Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent collisionPadding={16}>
        {INVENTORY_DOWNLOADS.map((format) => (
          <DropdownMenuItem key={format} asChild>
            <a href={`${downloadPath({ of: 'inventory', format })}${query && `?${query}`}`} download>
              {LABELS[format]}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
