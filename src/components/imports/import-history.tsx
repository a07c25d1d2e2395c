'use client';
import { useState } from 'react';
import { formatNumber } from '@/domain/format';
import { api, type Outputs } from '../shell/api';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/notice';
import { HeaderRow, Table, TableBody, TableCell, TableHead, TableRow } from '../ui/table';
import { TimeAgo } from '../ui/time';
import { UndoImport } from './undo-import';

type Run = Outputs['imports']['list']['items'][number];

const SHOWN = 20;

/** Imports that changed something, newest first; the last one can be undone. */
export function ImportHistory() {
  const list = api.imports.list.useQuery({ limit: SHOWN });
  const [undoing, setUndoing] = useState<Run | null>(null);
  if (list.error) {
    return (
      <ErrorState
        title="The history could not be loaded"
        message={list.error.message}
        onRetry={() => void list.refetch()}
      />
    );
  }
  // No place for something that has never happened.
  if (!list.data || list.data.items.length === 0) return null;
  return (
    <section aria-labelledby="import-history" className="grid gap-2">
      <h2 id="import-history" className="font-medium text-body">
        Imports so far
      </h2>
      <Table aria-label="Imports so far">
        <HeaderRow>
          <TableHead>When</TableHead>
          <TableHead>From</TableHead>
          <TableHead className="max-md:hidden">By</TableHead>
          <TableHead className="text-right sm:hidden">Devices</TableHead>
          <TableHead className="text-right max-sm:hidden">New</TableHead>
          <TableHead className="text-right max-sm:hidden">Changed</TableHead>
          <TableHead className="text-right max-md:hidden">Unchanged</TableHead>
          <TableHead className="w-20 max-sm:px-2">
            <span className="sr-only">Undo</span>
          </TableHead>
        </HeaderRow>
        <TableBody>
          {list.data.items.map((run) => (
            <TableRow key={run.id} data-testid="import-run">
              <TableCell>
                <TimeAgo at={run.at} />
              </TableCell>
              <TableCell className="max-w-64 truncate font-medium max-sm:max-w-28" title={run.source}>
                {run.source}
              </TableCell>
              <TableCell className="max-w-48 truncate text-muted-foreground max-md:hidden">{run.by}</TableCell>
              <TableCell className="text-right tabular-nums sm:hidden">
                {formatNumber(run.created + run.updated)}
              </TableCell>
              <TableCell className="text-right tabular-nums max-sm:hidden">{formatNumber(run.created)}</TableCell>
              <TableCell className="text-right tabular-nums max-sm:hidden">{formatNumber(run.updated)}</TableCell>
              <TableCell className="text-right tabular-nums max-md:hidden">{formatNumber(run.unchanged)}</TableCell>
              <TableCell className="text-right max-sm:px-2">
                {run.undoneAt !== null ? (
                  <Badge title={`By ${run.undoneBy}`}>undone</Badge>
                ) : (
                  run.canUndo && (
                    <Button size="sm" onClick={() => setUndoing(run)}>
                      Undo
                    </Button>
                  )
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {undoing && <UndoImport run={undoing} onClose={() => setUndoing(null)} />}
    </section>
  );
}
