'use client';
import { toast } from 'sonner';
import { formatCount, formatNumber } from '@/domain/format';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { ConfirmDialog } from '../ui/alert-dialog';

interface Run {
  readonly id: string;
  readonly created: number;
  readonly updated: number;
}

/** Asks, naming what would go and what would come back, then does it. */
export function UndoImport({ run, onClose }: { run: Run; onClose: (undone: boolean) => void }) {
  const utils = api.useUtils();
  const undo = api.imports.undo.useMutation({
    onSuccess: async ({ deleted, restored }) => {
      await Promise.all([utils.devices.invalidate(), utils.imports.invalidate()]);
      toast.success('Import undone', {
        description: `${formatNumber(deleted)} deleted, ${formatNumber(restored)} as before`,
      });
      onClose(true);
    },
  });
  const parts = [
    run.created > 0 && `Deletes the ${formatCount(run.created, 'device')} that it made.`,
    run.updated > 0 &&
      `Puts ${formatCount(run.updated, 'device')} back as ${run.updated === 1 ? 'it was' : 'they were'}.`,
  ];
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose(false)}
      title="Undo this import?"
      description={
        <div className="grid gap-2">
          <p>{parts.filter(Boolean).join(' ')} Jobs that have run keep their answers, and running jobs go on.</p>
          {undo.error && <Alert variant="danger">{undo.error.message}</Alert>}
        </div>
      }
      action="Undo import"
      danger
      pending={undo.isPending}
      onConfirm={() => undo.mutate({ id: run.id })}
    />
  );
}
