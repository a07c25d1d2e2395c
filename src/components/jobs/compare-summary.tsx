'use client';
import { formatCount, formatNumber, formatPercent } from '@/domain/format';
import { cn } from '../ui/cn';
import { ToggleGroup, ToggleGroupItem } from '../ui/toggle-group';
import type { Comparison } from './comparison';
import { useCompareParams } from './use-compare-params';

/** How many devices of each verdict, and in which commands they differ. */
export function CompareSummary({ data }: { data: Comparison }) {
  const [{ show }, setParams] = useCompareParams();
  const { counts } = data;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p role="status" data-testid="compare-counts" className="flex flex-wrap gap-x-4 gap-y-1 tabular-nums">
          <Figure value={counts.different} word={counts.different === 1 ? 'differs' : 'differ'} strong />
          <Figure value={counts.same} word="the same" />
          {counts.missing_in_b > 0 && <Figure value={counts.missing_in_b} word="only in the first" />}
          {counts.missing_in_a > 0 && <Figure value={counts.missing_in_a} word="only in the second" />}
          {counts.unanswered > 0 && <Figure value={counts.unanswered} word="without an answer" />}
          {!data.complete && (
            <span className="text-muted-foreground">comparing, {formatPercent(data.compared, data.ended)} done</span>
          )}
        </p>
        <ToggleGroup
          type="single"
          aria-label="Which devices"
          value={show}
          onValueChange={(value) => value && setParams({ show: value as typeof show })}
        >
          <ToggleGroupItem value="differences">Differences</ToggleGroupItem>
          <ToggleGroupItem value="all">All devices</ToggleGroupItem>
        </ToggleGroup>
      </div>
      <Commands data={data} />
    </div>
  );
}

function Figure({ value, word, strong = false }: { value: number; word: string; strong?: boolean }) {
  return (
    <span className={cn(!strong && 'text-muted-foreground')}>
      <span className={cn('font-medium', value > 0 && strong ? 'text-state-paused' : 'text-foreground')}>
        {formatNumber(value)}
      </span>{' '}
      {word}
    </span>
  );
}

function Commands({ data }: { data: Comparison }) {
  const [{ command }, setParams] = useCompareParams();
  return (
    <ul aria-label="Commands that both runs have" className="flex flex-wrap gap-2">
      {[null, ...data.commands].map((entry) => {
        const line = entry?.line ?? null;
        return (
          <li key={line ?? ''}>
            <button
              type="button"
              aria-pressed={command === line}
              onClick={() => setParams({ command: line })}
              className="flex min-h-7 items-center gap-2 rounded-md border border-input bg-card px-2.5 text-xs hover:bg-muted aria-pressed:border-primary aria-pressed:bg-selected"
            >
              {entry ? (
                <>
                  <span className={cn(!entry.title && 'font-mono')}>{entry.title ?? entry.line}</span>
                  <span className="text-muted-foreground tabular-nums">
                    {entry.different === 0 ? 'same' : formatCount(entry.different, 'differs', 'differ')}
                  </span>
                </>
              ) : (
                'All commands'
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
