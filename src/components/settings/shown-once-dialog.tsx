'use client';
import { AlertDialog as Primitive } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { AlertDialog, AlertDialogContent } from '../ui/alert-dialog';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { CopyButton } from '../ui/copy-button';
import { Label } from '../ui/label';

export interface ShownOnceDialogProps {
  title: string;
  /** What it is called in a sentence: "token". */
  noun: string;
  secret: string;
  /** What to do with it. */
  children: ReactNode;
  onClose: () => void;
}

/** A secret that the portal can never show again. Stays until it was copied or the person says that it is kept. */
export function ShownOnceDialog({ title, noun, secret, children, onClose }: ShownOnceDialogProps) {
  const [kept, setKept] = useState(false);
  useUnloadQuestion(!kept);
  return (
    <AlertDialog open>
      <AlertDialogContent
        data-testid="shown-once"
        className="max-w-lg"
        onEscapeKeyDown={(event) => {
          event.preventDefault();
          if (kept) onClose();
        }}
      >
        <div className="grid gap-1.5">
          <Primitive.Title className="font-semibold text-base">{title}</Primitive.Title>
          <Primitive.Description className="text-muted-foreground">
            This is the only time that the {noun} is shown. Copy it to where it is needed now.
          </Primitive.Description>
        </div>
        <div className="flex items-center gap-2 rounded-md border bg-muted py-1 pr-1 pl-3">
          <code data-testid="secret" className="min-w-0 flex-1 select-all break-all font-mono text-xs">
            {secret}
          </code>
          <CopyButton text={() => secret} label={`Copy the ${noun}`} onCopied={() => setKept(true)} />
        </div>
        <div className="grid gap-2 text-body">{children}</div>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Label className="flex items-center gap-2">
            <Checkbox checked={kept} onCheckedChange={(checked) => setKept(checked === true)} />I have stored the {noun}
          </Label>
          <Button variant="primary" disabled={!kept} onClick={onClose}>
            Close
          </Button>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}

/** Has the browser ask before the page goes away. */
function useUnloadQuestion(ask: boolean): void {
  useEffect(() => {
    if (!ask) return;
    const question = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', question);
    return () => window.removeEventListener('beforeunload', question);
  }, [ask]);
}
