'use client';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { KeysDialog } from '../palette/keys-dialog';
import { ConfirmDialog } from '../ui/alert-dialog';
import { Button } from '../ui/button';
import { DeleteDialog } from '../ui/delete-dialog';
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu';
import { Sheet, SheetBody, SheetContent, SheetDescription, SheetHeader, SheetTitle } from '../ui/sheet';
import { StatesGroup } from './states-group';

type Layer = 'question' | 'asked' | 'delete' | 'in use' | 'keys' | 'sheet';

/** What lies above the page, in the page's own theme: each opens by its button. */
export function LayerStates() {
  const [layer, setLayer] = useState<Layer | null>(null);
  const close = () => setLayer(null);
  const question = layer === 'question' || layer === 'asked';
  return (
    <StatesGroup title="Above the page">
      <Button onClick={() => setLayer('question')}>Question</Button>
      <Button onClick={() => setLayer('asked')}>Question, on its way</Button>
      <Button onClick={() => setLayer('delete')}>Delete</Button>
      <Button onClick={() => setLayer('in use')}>Delete, in use</Button>
      <Button onClick={() => setLayer('keys')}>Dialog</Button>
      <Button onClick={() => setLayer('sheet')}>Sheet</Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button>Menu</Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          <DropdownMenuItem>
            <Pencil /> Edit
          </DropdownMenuItem>
          <DropdownMenuItem disabled>
            <Trash2 /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Button onClick={() => toast('Paused by operator@example.net')}>Toast</Button>
      <Button onClick={() => toast.error('Not paused', { description: 'Cannot pause this job: it is completed' })}>
        Toast of a failure
      </Button>
      <ConfirmDialog
        open={question}
        onOpenChange={close}
        title="Cancel this job?"
        description="10 running sessions will be ended and 334 waiting devices will not be started."
        action="Cancel job"
        back="Keep running"
        danger
        pending={layer === 'asked'}
        onConfirm={close}
      />
      {(layer === 'delete' || layer === 'in use') && (
        <DeleteDialog
          name="lab"
          noun="credential"
          inUse={layer === 'in use' ? '12 devices log in with it.' : null}
          consequence="Its secrets are forgotten for good. No device uses it."
          remove={async () => undefined}
          onClose={close}
        />
      )}
      <KeysDialog open={layer === 'keys'} onOpenChange={close} single onSingleChange={() => {}} />
      <Sheet open={layer === 'sheet'} onOpenChange={close}>
        <SheetContent>
          <SheetHeader>
            <SheetTitle>A device</SheetTitle>
            <SheetDescription>What belongs to one row.</SheetDescription>
          </SheetHeader>
          <SheetBody>Its content scrolls.</SheetBody>
        </SheetContent>
      </Sheet>
    </StatesGroup>
  );
}
