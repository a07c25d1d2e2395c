'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';
import { TableHead } from './table';

interface SortHeadProps {
  /** Null: the table is not sorted by this column. */
  sorted: 'ascending' | 'descending' | null;
  onSort: () => void;
  /** The arrow stands before the word, so that numbers stay below its end. */
  right?: boolean;
  className?: string;
  /** At the other end of the head. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The head of a column by which the table can be sorted. */
export function SortHead({ sorted, onSort, right = false, className, aside, children }: SortHeadProps) {
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp;
  return (
    <TableHead aria-sort={sorted ?? 'none'} className={cn(right && 'text-right', className)}>
      <button
        type="button"
        onClick={onSort}
        className={cn(
          'group inline-flex h-7 max-w-full items-center gap-1 rounded-sm align-middle hover:text-foreground',
          right && 'flex-row-reverse',
          sorted && 'text-foreground',
        )}
      >
        {children}
        <Arrow
          aria-hidden
          className={cn(
            'size-3 shrink-0',
            !sorted && 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60',
          )}
        />
      </button>
      {aside && <span className="float-right flex h-7 items-center">{aside}</span>}
    </TableHead>
  );
}
