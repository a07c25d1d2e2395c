'use client';
import { useState } from 'react';
import { RowMenu } from '../ui/row-menu';
import { DeleteDevices } from './delete-devices';
import type { Device } from './use-device-list';

export function DeviceRowMenu({ device, onEdit }: { device: Device; onEdit: () => void }) {
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <RowMenu name={device.name} onEdit={onEdit} onDelete={() => setDeleting(true)} />
      {deleting && <DeleteDevices ids={[device.id]} name={device.name} onClose={() => setDeleting(false)} />}
    </>
  );
}
