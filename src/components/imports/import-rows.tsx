'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowRight, CircleX, Equal, type LucideIcon, Pencil, Plus } from 'lucide-react';
import { useMemo } from 'react';
import type { RowFate } from '@/domain/inventory';
import { cn } from '../ui/cn';
import { HeaderRow, Table, TableCell, TableHead, TableRow } from '../ui/table';
import { useNarrow } from '../ui/use-screen';
import { VirtualBody } from '../ui/virtual-body';
import { FATE_LABELS, type ImportResult, type Line, linesOf } from './import-words';
import { type ImportDraft, useAskImport } from './use-import';

const FATES = {
  create: { icon: Plus, className: 'text-state-completed' },
  update: { icon: Pencil, className: 'text-state-running' },
  unchanged: { icon: Equal, className: 'text-muted-foreground' },
  error: { icon: CircleX, className: 'text-state-failed' },
} satisfies Record<RowFate, { icon: LucideIcon; className: string }>;

const ROW_PX = 32;
/** On a phone, where the name stands above what is wrong, and that takes two lines. */
const NARROW_ROW_PX = 64;

/** The rows of one fate, or all; those that the answer does not hold are asked for as one scrolls. */
export function ImportRows(props: { result: ImportResult; draft: ImportDraft; fate: RowFate | null }) {
  const { fate, result } = props;
  const { rows, more } = useRows(props);
  const narrow = useNarrow();
  const lines = useMemo(
    () => linesOf(fate === null || fate === 'error' ? result.errors : [], rows),
    [fate, result.errors, rows],
  );
  if (lines.length === 0) return null;
  return (
    <Table aria-label="Rows of the file" aria-rowcount={lines.length + 1} className="table-fixed" long>
      <HeaderRow>
        <TableHead className="w-16 text-right max-sm:w-12 max-sm:px-2">Row</TableHead>
        <TableHead className="w-28 max-sm:w-10 max-sm:px-1">
          <span className="max-sm:sr-only">Fate</span>
        </TableHead>
        <TableHead className="w-[28%] max-sm:hidden">Name</TableHead>
        <TableHead className="truncate">What is wrong or changes</TableHead>
      </HeaderRow>
      <VirtualBody
        count={lines.length}
        rowHeightPx={narrow ? NARROW_ROW_PX : ROW_PX}
        getKey={(index) => lines[index]?.key ?? String(index)}
        onNearEnd={more}
      >
        {(index) => {
          const line = lines[index];
          return line && <PreviewRow line={line} />;
        }}
      </VirtualBody>
    </Table>
  );
}

function useRows({ result, draft, fate }: { result: ImportResult; draft: ImportDraft; fate: RowFate | null }) {
  const ask = useAskImport();
  const whole = result.rows.length === result.rowTotal;
  const query = useInfiniteQuery({
    // The hash of a draft would be that of a file; an answer is of one draft.
    queryKey: ['import rows', useSerial(result), fate],
    queryFn: ({ pageParam }) => ask.preview(draft, { ...(fate ? { fate } : {}), offset: pageParam }),
    initialPageParam: 0,
    initialData: fate === null ? { pages: [result], pageParams: [0] } : undefined,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return loaded < last.rowTotal && last.rows.length > 0 ? loaded : undefined;
    },
    enabled: !whole && fate !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => {
    if (whole) return fate === null ? result.rows : result.rows.filter((row) => row.fate === fate);
    return pages?.flatMap((page) => page.rows) ?? [];
  }, [whole, fate, result.rows, pages]);
  const more = () => {
    if (!whole && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  return { rows, more };
}

const serials = new WeakMap<ImportResult, number>();
let lastSerial = 0;

function useSerial(result: ImportResult): number {
  return useMemo(() => {
    const known = serials.get(result);
    if (known !== undefined) return known;
    lastSerial += 1;
    serials.set(result, lastSerial);
    return lastSerial;
  }, [result]);
}

function PreviewRow({ line }: { line: Line }) {
  const { icon: Icon, className } = FATES[line.fate];
  return (
    <TableRow data-testid="import-row" data-fate={line.fate} className="max-sm:h-16">
      <TableCell className="text-right text-muted-foreground tabular-nums max-sm:px-2">{line.row}</TableCell>
      <TableCell className="max-sm:px-1">
        <span className={cn('inline-flex items-center gap-1.5 align-middle', className)}>
          <Icon aria-hidden className="size-3.5" />
          <span className="max-sm:sr-only">{FATE_LABELS[line.fate]}</span>
        </span>
      </TableCell>
      <TableCell className="truncate font-medium max-sm:hidden" title={line.name}>
        {line.name || '–'}
      </TableCell>
      <TableCell
        className="truncate max-sm:whitespace-normal max-sm:before:block max-sm:before:truncate max-sm:before:font-medium max-sm:before:content-[attr(data-name)]"
        data-name={line.name || '–'}
        title={line.message || changesText(line)}
      >
        <span className="wrap-anywhere max-sm:line-clamp-2">
          {line.field && <code className="mr-2 font-mono text-state-failed">{line.field}</code>}
          {line.message}
          {line.changes.map(({ field, from, to }) => (
            <span key={field} className="mr-4">
              <code className="mr-1.5 font-mono text-muted-foreground">{field}</code>
              {from || 'none'} <ArrowRight aria-label="to" className="inline size-3 text-muted-foreground" />{' '}
              {to || 'none'}
            </span>
          ))}
        </span>
      </TableCell>
    </TableRow>
  );
}

const changesText = ({ changes }: Line): string =>
  changes.map(({ field, from, to }) => `${field}: ${from || 'none'} to ${to || 'none'}`).join('; ');
