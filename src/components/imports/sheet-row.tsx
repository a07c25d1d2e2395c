'use client';
import { CircleCheck, CircleX } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { formatCount } from '@/domain/format';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';
import { Button } from '../ui/button';
import { RowMenu } from '../ui/row-menu';
import { TimeAgo } from '../ui/time';
import { summary } from './import-words';
import type { SheetConnection } from './sheet-connection';
import type { ImportState } from './use-import';

export function SheetConnectionRow(props: { sheet: SheetConnection; current: ImportState; onEdit: () => void }) {
  const { sheet, current } = props;
  const [deleting, setDeleting] = useState(false);
  const sync = useSync(sheet);
  const { mapping, defaults } = sheet;
  const chosen = current.draft?.source.kind === 'sheet' && current.draft.source.id === sheet.id;
  return (
    <li
      className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2 aria-[current=true]:bg-selected"
      aria-current={chosen}
      data-testid="sheet-row"
    >
      <div className="min-w-0 flex-1 basis-56">
        <p className="truncate font-medium">{sheet.name}</p>
        <p className="truncate font-mono text-muted-foreground text-xs" title={sheet.spreadsheetId}>
          {sheet.range} <span className="font-sans">as {sheet.clientEmail ?? 'API key'}</span>
        </p>
      </div>
      <LastResult sheet={sheet} />
      <div className="flex items-center gap-2">
        <Button
          size="sm"
          onClick={() => current.open({ kind: 'sheet', id: sheet.id, name: sheet.name }, { mapping, defaults })}
        >
          Preview
        </Button>
        <Button size="sm" disabled={sync.isPending} onClick={() => sync.mutate({ id: sheet.id })}>
          {sync.isPending ? 'Importing' : 'Import again'}
        </Button>
        <RowMenu name={sheet.name} onEdit={props.onEdit} onDelete={() => setDeleting(true)} />
      </div>
      {deleting && <DeleteSheet sheet={sheet} onClose={() => setDeleting(false)} />}
    </li>
  );
}

/** At once, with what was said the last time; an error in any row leaves everything as it is. */
function useSync(sheet: SheetConnection) {
  const utils = api.useUtils();
  return api.sheets.import.useMutation({
    onSuccess: async (result) => {
      await Promise.all([utils.devices.invalidate(), utils.imports.invalidate(), utils.sheets.invalidate()]);
      if (result.errorTotal === 0) {
        toast.success('Imported', { description: `${sheet.name}: ${summary(result, 'past')}` });
        return;
      }
      const [first] = result.errors;
      const description =
        first && result.errorTotal === 1
          ? first.message
          : `${formatCount(result.errorTotal, 'error')}: look at the preview`;
      toast.error(`Nothing was imported from ${sheet.name}`, { description });
    },
    onError: (error) => toast.error('Nothing was imported', { description: error.message }),
  });
}

function LastResult({ sheet: { lastAt, lastBy, lastResult } }: { sheet: SheetConnection }) {
  if (!lastAt || !lastResult) return <p className="text-muted-foreground text-xs">Not imported yet</p>;
  const { ok } = lastResult;
  const Icon = ok ? CircleCheck : CircleX;
  return (
    <p className="flex min-w-0 max-w-80 items-center gap-1.5 text-xs" title={ok ? `By ${lastBy}` : lastResult.message}>
      <Icon aria-hidden className={`size-3.5 shrink-0 ${ok ? 'text-state-completed' : 'text-state-failed'}`} />
      <span className="truncate">
        {ok ? summary(lastResult, 'past') : lastResult.message}{' '}
        <TimeAgo at={lastAt} className="text-muted-foreground" />
      </span>
    </p>
  );
}

function DeleteSheet({ sheet, onClose }: { sheet: SheetConnection; onClose: () => void }) {
  const utils = api.useUtils();
  const remove = api.sheets.delete.useMutation({
    onSuccess: async () => {
      await utils.sheets.invalidate();
      toast.success(`Deleted ${sheet.name}`);
      onClose();
    },
    onError: (error) => toast.error('Not deleted', { description: error.message }),
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Disconnect ${sheet.name}?`}
      description="Its key is forgotten for good. Devices that came from it stay."
      action="Disconnect sheet"
      danger
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ id: sheet.id })}
    />
  );
}
