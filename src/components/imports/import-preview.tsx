'use client';
import { LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { formatNumber } from '@/domain/format';
import { ROW_FATES, type RowFate } from '@/domain/inventory';
import { Button } from '../ui/button';
import { ToggleGroup, ToggleGroupItem } from '../ui/toggle-group';
import { ErrorKinds } from './error-kinds';
import { ImportRows } from './import-rows';
import { errorSummary, type ImportResult, summary } from './import-words';
import type { ImportDraft, ImportState } from './use-import';

const FILTER_LABELS = { create: 'New', update: 'Changed', unchanged: 'Unchanged', error: 'Errors' } satisfies Record<
  RowFate,
  string
>;

/** What would become of each row, and the button that does it. */
export function ImportPreview(props: { current: ImportState; result: ImportResult; draft: ImportDraft }) {
  const { current, result, draft } = props;
  const [fate, setFate] = useState<RowFate | null>(null);
  const wrong = result.errorTotal > 0;
  const counts: Record<RowFate, number> = {
    create: result.created,
    update: result.updated,
    unchanged: result.unchanged,
    error: result.failed,
  };
  const present = ROW_FATES.filter((one) => counts[one] > 0);
  const filter = fate !== null && counts[fate] > 0 ? fate : null;
  return (
    <section aria-label="Preview" data-testid="import-preview" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 tabular-nums" role="status">
          {current.reading ? (
            <span className="flex items-center gap-2 text-muted-foreground">
              <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
              Reading the rows again: below is what they were before.
            </span>
          ) : wrong ? (
            <span className="text-state-failed">
              {errorSummary(result)}: nothing is imported until every row is right.
            </span>
          ) : (
            <>
              {formatNumber(result.rowTotal)} rows: {formatNumber(result.created)} new, {formatNumber(result.updated)}{' '}
              changed, {formatNumber(result.unchanged)} unchanged.
            </>
          )}
        </p>
        <Button
          data-testid="apply-import"
          variant="primary"
          disabled={current.applying || current.reading || wrong || result.created + result.updated === 0}
          onClick={current.apply}
        >
          {current.applying ? 'Importing' : wrong ? 'Import' : summary(result, 'present')}
        </Button>
      </div>
      {wrong && result.errorTotal > result.errorKinds.length && <ErrorKinds kinds={result.errorKinds} />}
      {present.length > 1 && (
        <ToggleGroup
          type="single"
          aria-label="Rows to show"
          className="justify-self-start max-sm:w-full max-sm:overflow-x-auto"
          value={filter ?? 'all'}
          onValueChange={(value: string) => setFate(ROW_FATES.find((one) => one === value) ?? null)}
        >
          <ToggleGroupItem value="all">All</ToggleGroupItem>
          {present.map((one) => (
            <ToggleGroupItem key={one} value={one} data-testid={`show-${one}`}>
              {FILTER_LABELS[one]} {formatNumber(counts[one])}
            </ToggleGroupItem>
          ))}
        </ToggleGroup>
      )}
      <ImportRows result={result} draft={draft} fate={filter} />
    </section>
  );
}
