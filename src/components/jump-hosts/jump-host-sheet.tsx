'use client';
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import type { Editing } from './jump-host';
import { JumpHostForm } from './jump-host-form';

export function JumpHostSheet({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const jumpHost = editing === 'new' ? null : editing;
  return (
    <Sheet open={editing !== null} onOpenChange={(open) => !open && onClose()}>
      <SheetContent className="sm:max-w-md">
        <SheetHeader>
          <SheetTitle>{jumpHost ? `Edit ${jumpHost.name}` : 'Add a jump host'}</SheetTitle>
          <SheetDescription>
            {jumpHost ? 'Connections that are open stay open; the next one is made anew.' : 'Then pick it in devices.'}
          </SheetDescription>
        </SheetHeader>
        {editing !== null && <JumpHostForm key={jumpHost?.id ?? 'new'} jumpHost={jumpHost} onDone={onClose} />}
      </SheetContent>
    </Sheet>
  );
}
