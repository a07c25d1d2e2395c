'use client';
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import type { Editing } from './credential';
import { CredentialForm } from './credential-form';

export function CredentialSheet({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const credential = editing === 'new' ? null : editing;
  return (
    <Sheet open={editing !== null} onOpenChange={(open) => !open && onClose()}>
      <SheetContent className="sm:max-w-md">
        <SheetHeader>
          <SheetTitle>{credential ? `Edit ${credential.name}` : 'Add a credential'}</SheetTitle>
          <SheetDescription>Secrets are stored encrypted and are never shown again.</SheetDescription>
        </SheetHeader>
        {editing !== null && <CredentialForm key={credential?.id ?? 'new'} credential={credential} onDone={onClose} />}
      </SheetContent>
    </Sheet>
  );
}
