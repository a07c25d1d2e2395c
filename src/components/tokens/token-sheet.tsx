'use client';
import { Sheet, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import { type NewToken, TokenForm } from './token-form';

export function TokenSheet(props: { open: boolean; onClose: () => void; onMade: (made: NewToken) => void }) {
  return (
    <Sheet open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <SheetContent className="sm:max-w-md">
        <SheetHeader>
          <SheetTitle>Create an API token</SheetTitle>
          <SheetDescription>It is shown once, right after. The portal keeps only a hash of it.</SheetDescription>
        </SheetHeader>
        <TokenForm onBack={props.onClose} onMade={props.onMade} />
      </SheetContent>
    </Sheet>
  );
}
