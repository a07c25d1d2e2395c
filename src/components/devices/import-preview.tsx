'use client';
import { CircleX, Equal, type LucideIcon, Pencil, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { formatNumber } from '../ui/format';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '../ui/table';
import { VirtualBody } from '../ui/virtual-body';
import { errorSummary, type ImportResult, summary } from './import-words';

type Row = ImportResult['rows'][number];

const FATES = {
  create: { label: 'create', icon: Plus, className: 'text-state-completed' },
  update: { label: 'update', icon: Pencil, className: 'text-state-running' },
  unchanged: { label: 'unchanged', icon: Equal, className: 'text-muted-foreground' },
  error: { label: 'error', icon: CircleX, className: 'text-state-failed' },
} satisfies Record<Row['fate'], { label: string; icon: LucideIcon; className: string }>;

const ROW_PX = 32;

/** What would become of each row, and the button that does it. */
export function ImportPreview(props: { result: ImportResult; applying: boolean; onApply: () => void }) {
  const { result } = props;
  const lines = useMemo(() => linesOf(result), [result]);
  const nothing = result.created + result.updated === 0;
  return (
    <section aria-label="Preview" data-testid="import-preview" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="tabular-nums" role="status">
          {result.errors.length > 0 ? (
            <span className="text-state-failed">
              {errorSummary(result.errors)}: nothing is imported until every row is right.
            </span>
          ) : (
            <>
              {formatNumber(result.rows.length)} rows: {formatNumber(result.created)} new,{' '}
              {formatNumber(result.updated)} changed, {formatNumber(result.unchanged)} unchanged.
            </>
          )}
        </p>
        <Button
          data-testid="apply-import"
          variant="primary"
          disabled={props.applying || nothing || result.errors.length > 0}
          onClick={props.onApply}
        >
          {props.applying ? 'Importing' : summary(result, 'present')}
        </Button>
      </div>
      {lines.length > 0 && (
        <Table aria-label="Rows of the file" aria-rowcount={lines.length + 1} className="table-fixed" long>
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead className="w-14 text-right">Row</TableHead>
              <TableHead className="w-28">Fate</TableHead>
              <TableHead className="w-[30%]">Name</TableHead>
              <TableHead>What is wrong</TableHead>
            </TableRow>
          </TableHeader>
          <VirtualBody count={lines.length} rowHeightPx={ROW_PX} getKey={(index) => lines[index]?.key ?? String(index)}>
            {(index) => {
              const line = lines[index];
              return line && <PreviewRow line={line} />;
            }}
          </VirtualBody>
        </Table>
      )}
    </section>
  );
}

interface Line {
  readonly key: string;
  readonly row: number;
  readonly name: string;
  readonly fate: Row['fate'];
  readonly field: string;
  readonly message: string;
}

/** What is wrong first, a line for each error, then a line for each row that is right. */
export function linesOf({ rows, errors }: Pick<ImportResult, 'rows' | 'errors'>): Line[] {
  const known = new Map(rows.map((row) => [row.row, row]));
  const wrong = errors.map((error, index) => ({
    ...error,
    key: `error ${index}`,
    name: known.get(error.row)?.name ?? '',
    fate: 'error' as const,
  }));
  const explained = new Set(errors.map((error) => error.row));
  const right = rows
    .filter((row) => !explained.has(row.row))
    .map((row) => ({ ...row, key: `row ${row.row}`, field: '', message: '' }));
  return [...wrong, ...right];
}

function PreviewRow({ line }: { line: Line }) {
  const { label, icon: Icon, className } = FATES[line.fate];
  return (
    <TableRow data-testid="import-row" data-fate={line.fate}>
      <TableCell className="text-right text-muted-foreground tabular-nums">{line.row}</TableCell>
      <TableCell>
        <span className={cn('inline-flex items-center gap-1.5', className)}>
          <Icon aria-hidden className="size-3.5" />
          {label}
        </span>
      </TableCell>
      <TableCell className="truncate font-medium">{line.name || '–'}</TableCell>
      <TableCell className="truncate" title={line.message}>
        {line.field && <code className="mr-2 font-mono text-state-failed">{line.field}</code>}
        {line.message}
      </TableCell>
    </TableRow>
  );
}
