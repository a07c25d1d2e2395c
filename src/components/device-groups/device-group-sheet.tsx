'use client';
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import type { Editing } from './device-group';
import { DeviceGroupForm } from './device-group-form';

export function DeviceGroupSheet({ editing, onClose }: { editing: Editing; onClose: (saved: boolean) => void }) {
  const group = editing && 'id' in editing ? editing : null;
  return (
    <Sheet open={editing !== null} onOpenChange={(open) => !open && onClose(false)}>
      <SheetContent className="sm:max-w-lg">
        <SheetHeader>
          <SheetTitle>{group ? `Edit ${group.name}` : 'Save a group'}</SheetTitle>
          <SheetDescription>
            {group ? 'Jobs that exist keep their devices.' : 'It can be picked for jobs and templates right away.'}
          </SheetDescription>
        </SheetHeader>
        {editing && (
          <DeviceGroupForm
            key={group?.id ?? 'new'}
            editing={editing}
            onDone={() => onClose(true)}
            onBack={() => onClose(false)}
          />
        )}
      </SheetContent>
    </Sheet>
  );
}
