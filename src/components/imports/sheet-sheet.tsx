'use client';
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import type { SheetConnection } from './sheet-connection';
import { SheetForm } from './sheet-form';

export function SheetSheet(props: { editing: SheetConnection | 'new' | null; onClose: () => void }) {
  const { editing, onClose } = props;
  const sheet = editing === 'new' ? null : editing;
  return (
    <Sheet open={editing !== null} onOpenChange={(open) => !open && onClose()}>
      <SheetContent className="sm:max-w-md">
        <SheetHeader>
          <SheetTitle>{sheet ? `Edit ${sheet.name}` : 'Connect a Google sheet'}</SheetTitle>
          <SheetDescription>
            Its key is stored encrypted, used for reading only, and never shown again.
          </SheetDescription>
        </SheetHeader>
        {editing !== null && <SheetForm key={sheet?.id ?? 'new'} sheet={sheet} onDone={onClose} />}
      </SheetContent>
    </Sheet>
  );
}
