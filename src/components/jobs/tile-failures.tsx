'use client';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { formatCount, formatNumber } from '@/domain/format';
import { cn } from '../ui/cn';
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover';
import { FAILURE_VIEWS } from './failure-catalogue';
import { groupFilter, groupName } from './group-words';
import { useRunFilters } from './run-params';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateIcon } from './state-mark';
import type { Dimension, Tile } from './wall-groups';

interface TileFailuresProps {
  failures: Tile['failures'];
  dimension: Dimension;
  group: string;
  /** Of text that there is place for in the tile. */
  lines: 1 | 2;
}

const FAILED = { ...DEVICE_RUN_STATE_VIEWS.failed, spins: false };

/** The commonest failure classes of a tile, and all of them when pressed; one of those filters the page. */
export function TileFailures({ failures, dimension, group, lines }: TileFailuresProps) {
  const [open, setOpen] = useState(false);
  const shown = failures.slice(0, lines);
  const more = failures.length - shown.length;
  const name = groupName(dimension, group);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        data-testid="tile-failures"
        aria-label={`Failures of ${name}: ${failures.map(wordOf).join(', ')}`}
        className="absolute right-1.5 bottom-7 left-2 grid rounded-sm px-1 text-left text-state-failed text-xs hover:bg-muted"
      >
        {shown.map(([kind, count], index) => (
          <span key={kind} className="flex h-5 min-w-0 items-center gap-1.5 tabular-nums">
            <StateIcon view={FAILED} className={cn('size-3.5', index > 0 && 'invisible')} />
            <span className="truncate">{wordOf([kind, count])}</span>
            {more > 0 && index === shown.length - 1 && (
              <span className="ml-auto shrink-0 text-link">+{formatNumber(more)} more</span>
            )}
          </span>
        ))}
      </PopoverTrigger>
      <PopoverContent aria-label={`Failures of ${name}`} className="w-64 p-1">
        <p className="px-2 py-1.5 text-muted-foreground text-xs">
          {name}: {formatCount(failures.length, 'kind')} of failure
        </p>
        <Classes failures={failures} dimension={dimension} group={group} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

type ClassesProps = Omit<TileFailuresProps, 'lines'> & { onDone: () => void };

function Classes({ failures, dimension, group, onDone }: ClassesProps) {
  const { setFilters } = useRunFilters();
  return (
    <ul>
      {failures.map(([kind, count]) => (
        <li key={kind}>
          <button
            type="button"
            title="Show only these devices"
            onClick={() => {
              void setFilters({ ...groupFilter(dimension, group), failure: kind });
              onDone();
            }}
            className="flex min-h-8 w-full items-center gap-2 rounded-sm px-2 text-left text-body hover:bg-muted max-sm:min-h-10"
          >
            <span className="min-w-0 flex-1">{FAILURE_VIEWS[kind].label}</span>
            <span className="tabular-nums">{formatNumber(count)}</span>
            <ChevronRight aria-hidden className="size-3.5 text-muted-foreground" />
          </button>
        </li>
      ))}
    </ul>
  );
}

const wordOf = ([kind, count]: Tile['failures'][number]): string =>
  `${formatNumber(count)} ${FAILURE_VIEWS[kind].label.toLowerCase()}`;
