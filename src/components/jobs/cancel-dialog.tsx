'use client';
import { toast } from 'sonner';
import { formatCount } from '@/domain/format';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';

export interface CancelDialogProps {
  job: { readonly jobId: string; readonly running: number; readonly pending: number };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Asks before a job is canceled, with what that ends. */
export function CancelDialog({ job: { jobId, running, pending }, open, onOpenChange }: CancelDialogProps) {
  const cancel = api.jobs.cancel.useMutation({
    onError: (error) => toast.error('Not canceled', { description: error.message }),
    onSettled: () => onOpenChange(false),
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Cancel this job?"
      description={`${formatCount(running, 'running session')} will be ended and ${formatCount(pending, 'waiting device')} will not be started. What is finished stays in the history.`}
      action="Cancel job"
      back="Keep running"
      danger
      pending={cancel.isPending}
      onConfirm={() => cancel.mutate({ jobId })}
    />
  );
}
