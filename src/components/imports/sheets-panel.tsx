'use client';
import { FileSpreadsheet, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { EmptyState, ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';
import type { SheetConnection } from './sheet-connection';
import { SheetConnectionRow } from './sheet-row';
import { SheetSheet } from './sheet-sheet';
import type { ImportState } from './use-import';

/** Spreadsheets that are connected, what came of the last import from each, and the next one. */
export function SheetsPanel({ current }: { current: ImportState }) {
  const list = api.sheets.list.useQuery();
  const [editing, setEditing] = useState<SheetConnection | 'new' | null>(null);
  const add = (
    <Button onClick={() => setEditing('new')}>
      <Plus /> Connect a sheet
    </Button>
  );
  return (
    <div className="grid gap-3">
      {list.error ? (
        <ErrorState
          title="The sheets could not be loaded"
          message={list.error.message}
          onRetry={() => void list.refetch()}
        />
      ) : !list.data ? (
        <SkeletonRows rows={2} />
      ) : list.data.length === 0 ? (
        <EmptyState icon={FileSpreadsheet} title="No sheet is connected" actions={add} className="py-6">
          A connected Google sheet is imported again and again, with a service account or an API key.
        </EmptyState>
      ) : (
        <>
          <ul className="grid divide-y rounded-md border">
            {list.data.map((sheet) => (
              <SheetConnectionRow key={sheet.id} sheet={sheet} current={current} onEdit={() => setEditing(sheet)} />
            ))}
          </ul>
          <div>{add}</div>
        </>
      )}
      <SheetSheet editing={editing} onClose={() => setEditing(null)} />
    </div>
  );
}
