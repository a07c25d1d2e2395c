'use client';
import { PlugZap, ScanSearch } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../account/use-me';
import { DropdownMenuItem } from '../ui/dropdown-menu';
import { RowMenu } from '../ui/row-menu';
import { DeleteDevices } from './delete-devices';
import { DetectPlatform } from './detect-platform';
import { TestDevice } from './test-device';
import type { Device } from './use-device-list';

export function DeviceRowMenu({ device, onEdit }: { device: Device; onEdit: (() => void) | undefined }) {
  const { can } = useMe();
  const [doing, setDoing] = useState<null | 'delete' | 'test' | 'detect'>(null);
  const done = () => setDoing(null);
  if (!can('operator')) return null;
  return (
    <>
      <RowMenu name={device.name} onEdit={onEdit} onDelete={onEdit && (() => setDoing('delete'))}>
        <DropdownMenuItem onSelect={() => setDoing('test')}>
          <PlugZap /> Test connection
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => setDoing('detect')}>
          <ScanSearch /> Detect platform
        </DropdownMenuItem>
      </RowMenu>
      {doing === 'delete' && <DeleteDevices ids={[device.id]} name={device.name} onClose={done} />}
      {doing === 'test' && <TestDevice device={device} onClose={done} />}
      {doing === 'detect' && <DetectPlatform device={device} onClose={done} />}
    </>
  );
}
