'use client';
import { AlertDialog as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { useFocusReturn } from './focus-return';
import { overlayClasses } from './overlay';

export const AlertDialog = Primitive.Root;

export function AlertDialogContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  const focusReturn = useFocusReturn();
  return (
    <Primitive.Portal>
      <Primitive.Overlay data-slot="alert-dialog-overlay" className={overlayClasses} />
      <Primitive.Content
        data-slot="alert-dialog-content"
        className={cn(
          '-translate-x-1/2 -translate-y-1/2 data-[state=open]:fade-in-0 fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md grid-cols-[minmax(0,1fr)] gap-4 overflow-y-auto wrap-anywhere rounded-lg border bg-popover p-5 shadow-lg duration-150 data-[state=open]:animate-in',
          className,
        )}
        {...focusReturn}
        {...props}
      />
    </Primitive.Portal>
  );
}

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** Says what will happen, with the count: "Delete 3 devices". Absent: there is nothing to do but to go back. */
  action?: string;
  /** The way back; "Cancel" would be ambiguous where a job is being canceled. */
  back?: string;
  danger?: boolean;
  pending?: boolean;
  onConfirm?: () => void;
}

/** A question before something that cannot be taken back. Stays open until the caller closes it. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  action,
  back = 'Back',
  ...props
}: ConfirmProps) {
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <div className="grid gap-1.5">
          <Primitive.Title className="font-semibold text-base">{title}</Primitive.Title>
          <Primitive.Description asChild>
            <div className="text-muted-foreground">{description}</div>
          </Primitive.Description>
        </div>
        <AlertDialogFooter>
          <Primitive.Cancel asChild>
            <Button>{back}</Button>
          </Primitive.Cancel>
          {action !== undefined && (
            <Button variant={props.danger ? 'danger' : 'primary'} disabled={props.pending} onClick={props.onConfirm}>
              {action}
            </Button>
          )}
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}

function AlertDialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      data-slot="alert-dialog-footer"
      className={cn('flex flex-wrap items-center justify-end gap-2', className)}
      {...props}
    />
  );
}
