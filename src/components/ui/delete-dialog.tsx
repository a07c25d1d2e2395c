'use client';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { ConfirmDialog } from './alert-dialog';

export interface DeleteDialogProps {
  name: string;
  /** `credential`, `jump host`. */
  noun: string;
  /** What has to be done first, where something needs it; null: it can go. */
  inUse: ReactNode | null;
  /** What goes with it. */
  consequence: string;
  remove: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before one thing is deleted that others may need; says so where they do. */
export function DeleteDialog({ name, noun, inUse, consequence, remove, onClose }: DeleteDialogProps) {
  const removal = useMutation({
    mutationFn: remove,
    onSuccess: () => {
      toast.success(`Deleted ${name}`);
      onClose();
    },
    onError: (error) => toast.error('Not deleted', { description: error.message }),
  });
  const dialog = { open: true, onOpenChange: (open: boolean) => !open && onClose() };
  if (inUse !== null) {
    return <ConfirmDialog {...dialog} title={`${name} is in use`} description={inUse} back="Understood" />;
  }
  return (
    <ConfirmDialog
      {...dialog}
      title={`Delete ${name}?`}
      description={consequence}
      action={`Delete ${noun}`}
      danger
      pending={removal.isPending}
      onConfirm={() => removal.mutate()}
    />
  );
}
