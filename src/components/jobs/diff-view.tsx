'use client';
import { useMemo, useState } from 'react';
import { formatCount } from '@/domain/format';
import type { Comparison } from '@/domain/volatile';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { type DiffSide, type FoldedRow, folded, MAX_LINES, sideBySide } from './diff-rows';
import { MarkedText } from './marked-text';

export interface DiffText {
  /** Whose answer it is. */
  readonly title: string;
  readonly text: string;
  readonly of: Comparison;
}

/** More rows come on request. */
const SHOWN_ROWS = 400;

/** Two answers side by side; equal stretches are folded, what differs carries a sign as well as a color. */
export function DiffView({ left, right }: { left: DiffText; right: DiffText }) {
  const [whole, setWhole] = useState(false);
  const [limit, setLimit] = useState(SHOWN_ROWS);
  const diff = useMemo(() => sideBySide(left.text, right.text, { left: left.of, right: right.of }), [left, right]);
  const rows: readonly FoldedRow[] = useMemo(() => (whole ? diff.rows : folded(diff.rows)), [diff, whole]);
  return (
    <div data-testid="diff" data-differences={diff.differences} className="min-w-0 rounded-md border">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b px-3 py-1.5 text-muted-foreground text-xs">
        <span className="tabular-nums">
          {diff.differences === 0 ? 'No difference' : formatCount(diff.differences, 'line differs', 'lines differ')}
          {diff.cut && ` in the first ${formatCount(MAX_LINES, 'line')}`}; ages, timers and counters are left out
        </span>
        <Button variant="link" size="bare" className="text-xs" onClick={() => setWhole(!whole)}>
          {whole ? 'Differences only' : 'Show all lines'}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="max-h-[32rem] overflow-auto focus-visible:outline-offset-[-2px]" tabIndex={0}>
        <table className="w-full table-fixed max-sm:block sm:min-w-[44rem] border-collapse font-mono text-xs leading-[1.5]">
          <thead className="sticky max-sm:block top-0 z-1 bg-card font-sans text-muted-foreground">
            <tr className="max-sm:grid">
              {[left, right].map(({ title }, side) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the two sides
                <th key={side} scope="col" className="truncate border-b px-3 py-1 text-left font-medium">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {rows.slice(0, limit).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are their place
              <Row key={at} row={row} />
            ))}
          </tbody>
        </table>
        {rows.length > limit && (
          <Button variant="link" size="bare" className="px-3 py-2 text-xs" onClick={() => setLimit(limit * 4)}>
            Show {formatCount(rows.length - limit, 'more row')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Row({ row }: { row: FoldedRow }) {
  if (row.kind === 'fold') {
    return (
      <tr className="max-sm:grid">
        <td colSpan={2} className="bg-muted px-3 py-0.5 font-sans text-muted-foreground">
          {formatCount(row.hidden, 'equal line')}
        </td>
      </tr>
    );
  }
  return (
    <tr data-kind={row.kind} className="max-sm:grid">
      <Cell side={row.left} sign={row.kind === 'same' ? ' ' : '−'} fill="left" />
      <Cell side={row.right} sign={row.kind === 'same' ? ' ' : '+'} fill="right" />
    </tr>
  );
}

const FILLS = {
  left: { line: 'bg-state-failed-fill/10', mark: 'bg-state-failed-fill/25 text-inherit rounded-xs' },
  right: { line: 'bg-state-completed-fill/15', mark: 'bg-state-completed-fill/35 text-inherit rounded-xs' },
};

function Cell({ side, sign, fill }: { side: DiffSide | null; sign: string; fill: keyof typeof FILLS }) {
  if (!side) return <td className="bg-muted/60 align-top max-sm:hidden" />;
  return (
    <td
      className={cn(
        'align-top',
        // On a phone the sides stand below each other, and what is equal stands once.
        fill === 'left' ? 'sm:border-r' : sign === ' ' && 'max-sm:hidden',
        sign !== ' ' && FILLS[fill].line,
      )}
    >
      <div className="flex">
        <span className="w-10 shrink-0 select-none pr-1 text-right text-muted-foreground tabular-nums">
          {side.line}
        </span>
        <span className="w-4 shrink-0 select-none text-center">{sign}</span>
        <span className="min-w-0 whitespace-pre-wrap pr-2 [overflow-wrap:anywhere]">
          <MarkedText text={side.text} marks={side.marks} className={FILLS[fill].mark} />
        </span>
      </div>
    </td>
  );
}
