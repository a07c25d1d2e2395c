'use client';
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import type { Editing, NewSecret } from './webhook';
import { WebhookForm } from './webhook-form';

export interface WebhookSheetProps {
  editing: Editing;
  allowedHosts: readonly string[];
  onClose: () => void;
  /** With the secret of a new one. */
  onSaved: (made: NewSecret | null) => void;
}

export function WebhookSheet({ editing, allowedHosts, onClose, onSaved }: WebhookSheetProps) {
  const webhook = editing === 'new' ? null : editing;
  return (
    <Sheet open={editing !== null} onOpenChange={(open) => !open && onClose()}>
      <SheetContent className="sm:max-w-md">
        <SheetHeader>
          <SheetTitle>{webhook ? `Edit ${webhook.name}` : 'Add a webhook'}</SheetTitle>
          <SheetDescription>
            {webhook
              ? 'Deliveries that wait go to the new URL.'
              : 'The portal posts a small JSON text there, signed with a secret that it shows you next.'}
          </SheetDescription>
        </SheetHeader>
        {editing !== null && (
          <WebhookForm
            key={webhook?.id ?? 'new'}
            webhook={webhook}
            allowedHosts={allowedHosts}
            onBack={onClose}
            onSaved={onSaved}
          />
        )}
      </SheetContent>
    </Sheet>
  );
}
