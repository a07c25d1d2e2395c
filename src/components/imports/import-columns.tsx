'use client';
import { ChevronDown, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { type ColumnMapping, INVENTORY_COLUMNS, type InventoryColumn } from '@/domain/inventory';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card';
import { cn } from '../ui/cn';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { ImportDefaultFields } from './import-default-fields';
import { COLUMN_LABELS, columnSummary, type FileColumn, type ImportResult, REASON_LABELS } from './import-words';
import type { ImportDraft } from './use-import';

/** What each column is taken for, to be changed, and what stands for the ones that are missing. */
export function ImportColumns(props: {
  result: ImportResult;
  draft: ImportDraft;
  onChange: (change: Partial<ImportDraft>) => void;
}) {
  const { result, draft } = props;
  // What was said a moment ago counts, also before the server has answered to it.
  const columns = result.columns.map((column) => chosen(column, draft.mapping));
  const plain = columns.every(({ reason }) => reason === 'name');
  const unclear = result.errors.some(({ row }) => row === 1);
  const [open, setOpen] = useState(!plain || unclear);
  const setField = (key: string, field: InventoryColumn | null) => {
    // A field has one column: who had it before is left out.
    const others = columns.filter((column) => field !== null && column.field === field && column.key !== key);
    const mapping = {
      ...draft.mapping,
      ...Object.fromEntries(others.map((column) => [column.key, null])),
      [key]: field,
    };
    props.onChange({ mapping });
  };
  return (
    <Card data-testid="import-columns">
      <CardHeader>
        <CardTitle>
          Columns <span className="ml-2 font-normal text-muted-foreground">{columnSummary(columns)}</span>
        </CardTitle>
        <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Change'}
          <ChevronDown className={cn('transition-transform duration-150', open && 'rotate-180')} />
        </Button>
      </CardHeader>
      {open && (
        <CardBody className="grid gap-5">
          <ul className="grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-3 min-[1900px]:grid-cols-5">
            {columns.map((column) => (
              <ColumnField key={column.key} column={column} onField={(field) => setField(column.key, field)} />
            ))}
          </ul>
          <ImportDefaultFields
            columns={columns}
            defaults={draft.defaults}
            onChange={(defaults) => props.onChange({ defaults })}
          />
        </CardBody>
      )}
    </Card>
  );
}

function chosen(column: FileColumn, mapping: ColumnMapping): FileColumn {
  const field = Object.hasOwn(mapping, column.key) ? mapping[column.key] : undefined;
  return field === undefined ? column : { ...column, field, reason: 'given', candidate: null };
}

const OUT = 'out';

function ColumnField({ column, onField }: { column: FileColumn; onField: (field: InventoryColumn | null) => void }) {
  const { key, field, reason, candidate, samples } = column;
  const unclear = reason === 'ambiguous';
  return (
    <li
      className="grid min-w-0 grid-cols-[minmax(0,1fr)_9.5rem] items-start gap-x-3"
      data-testid="import-column"
      data-reason={reason}
    >
      <div className="min-w-0">
        <p className="truncate font-medium" title={key}>
          {key}
        </p>
        <p className="truncate text-muted-foreground text-xs" title={samples.join(', ')}>
          {samples.length > 0 ? samples.join(', ') : 'empty'}
        </p>
      </div>
      <div className="grid gap-1">
        <Select
          value={unclear ? '' : (field ?? OUT)}
          onValueChange={(value) => onField(value === OUT ? null : (value as InventoryColumn))}
        >
          <SelectTrigger aria-label={`What ${key} is`} aria-invalid={unclear}>
            <SelectValue placeholder={candidate ? `${COLUMN_LABELS[candidate]}?` : 'Choose'} />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={OUT}>Leave out</SelectItem>
            {INVENTORY_COLUMNS.map((name) => (
              <SelectItem key={name} value={name}>
                {COLUMN_LABELS[name]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        {reason !== 'name' && (
          <p className={cn('flex items-center gap-1 text-xs', unclear ? 'text-state-failed' : 'text-muted-foreground')}>
            {unclear && <CircleHelp aria-hidden className="size-3 shrink-0" />}
            {REASON_LABELS[reason]}
          </p>
        )}
      </div>
    </li>
  );
}
