'use client';
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import { DeviceForm } from './device-form';
import type { Editing } from './use-device-list';

export function DeviceSheet({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const device = editing === 'new' ? null : editing;
  return (
    <Sheet open={editing !== null} onOpenChange={(open) => !open && onClose()}>
      <SheetContent className="sm:max-w-md">
        <SheetHeader>
          <SheetTitle>{device ? `Edit ${device.name}` : 'Add a device'}</SheetTitle>
          <SheetDescription>
            {device ? 'Jobs that exist keep the device as it was.' : 'It can be picked for jobs right away.'}
          </SheetDescription>
        </SheetHeader>
        {editing !== null && <DeviceForm key={device?.id ?? 'new'} device={device} onDone={onClose} />}
      </SheetContent>
    </Sheet>
  );
}
