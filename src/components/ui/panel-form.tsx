'use client';
import type { FormEventHandler, ReactNode } from 'react';
import { Alert } from './alert';
import { Button } from './button';
import { cn } from './cn';
import { SheetBody, SheetFooter } from './sheet';

interface PanelFormProps {
  /** What is wrong with it, where that is of no single field. */
  problem: string | null | undefined;
  /** `Save changes`. */
  action: string;
  busy: boolean;
  onSubmit: FormEventHandler<HTMLFormElement>;
  onBack: () => void;
  children: ReactNode;
  className?: string;
}

/** A form in a sheet at the side: its fields between what is wrong with it and the two ways out. */
export function PanelForm({ problem, action, busy, onSubmit, onBack, children, className }: PanelFormProps) {
  return (
    <form noValidate autoComplete="off" onSubmit={onSubmit} className="flex min-h-0 flex-1 flex-col">
      <SheetBody className={cn('grid content-start gap-4', className)}>
        {problem && <Alert variant="danger">{problem}</Alert>}
        {children}
      </SheetBody>
      <SheetFooter>
        <Button onClick={onBack}>Back</Button>
        <Button type="submit" variant="primary" disabled={busy}>
          {action}
        </Button>
      </SheetFooter>
    </form>
  );
}
