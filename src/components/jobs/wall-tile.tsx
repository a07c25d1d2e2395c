'use client';
import { Check } from 'lucide-react';
import { memo } from 'react';
import type { Counts } from '@/domain/event-schema';
import { formatDuration, formatEstimate, formatNumber } from '@/domain/format';
import { cn } from '../ui/cn';
import { CountsBar } from './counts-bar';
import { countedOf } from './counts-words';
import { groupName } from './group-words';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import { StateMark } from './state-mark';
import { TileFailures } from './tile-failures';
import { type Dimension, sameTile, type Tile } from './wall-groups';

/** Height of a tile and the space below it. */
export const TILE_PX = 122;

interface WallTileProps {
  tile: Tile;
  dimension: Dimension;
  selected: boolean;
  /** Rounded by the caller, so that a tile does not redraw for a forecast that reads the same. */
  remainingMs: number | null;
  onPick: (key: string) => void;
}

/** One group: name, done of total, bar, what is wrong, P50 and P95, and when it will be done. A click filters the page. */
export const WallTile = memo(
  function WallTile({ tile, dimension, selected, remainingMs, onPick }: WallTileProps) {
    const { key, counts, failures } = tile;
    const name = groupName(dimension, key);
    const moves = counts.running + counts.pending > 0;
    // Once nothing moves any more, several classes have the place of the line above them as well.
    const tall = failures.length > 1 && !moves && quietWords(counts) === '';
    return (
      <div className="relative h-28.5">
        <button
          type="button"
          data-testid="wall-tile"
          data-group={key}
          aria-pressed={selected}
          onClick={() => onPick(key)}
          className={cn(
            'flex size-full flex-col gap-1.5 *:shrink-0 rounded-md border px-2.5 py-2 text-left text-xs transition-colors duration-150 hover:bg-muted/60',
            counts.failed + counts.unknown > 0 && 'border-l-2 border-l-state-failed-fill',
            selected && 'border-ring bg-selected hover:bg-selected',
          )}
        >
          <span className="flex w-full items-baseline gap-2">
            {dimension === 'country' && <span className="font-mono">{key}</span>}
            <span className={cn('min-w-0 flex-1 truncate', dimension === 'country' ? 'text-muted-foreground' : '')}>
              {name}
            </span>
            {selected && <Check aria-hidden className="size-3 self-center text-link" />}
            <span className="tabular-nums">
              <span className="font-medium">{formatNumber(countedOf(counts))}</span>
              <span className="text-muted-foreground">/{formatNumber(counts.total)}</span>
            </span>
          </span>
          <CountsBar counts={counts} label={`${name}: devices done`} />
          {!tall && <Standing counts={counts} />}
          <span className="mt-auto flex w-full justify-between gap-2 whitespace-nowrap text-2xs text-muted-foreground tabular-nums">
            <span title="Half of its devices took at most the first, 95 of 100 at most the second">
              {tile.p50 === null
                ? '–'
                : `P50 ${formatDuration(tile.p50)} · P95 ${formatDuration(tile.p95 ?? tile.p50)}`}
            </span>
            {remainingMs !== null && (
              <span title="Until its last device is done">
                {remainingMs < 10_000 ? '< 10 s' : formatEstimate(remainingMs)}
              </span>
            )}
          </span>
        </button>
        {failures.length > 0 && (
          <TileFailures failures={failures} dimension={dimension} group={key} lines={tall ? 2 : 1} />
        )}
      </div>
    );
  },
  (before, after) =>
    before.dimension === after.dimension &&
    before.selected === after.selected &&
    before.remainingMs === after.remainingMs &&
    before.onPick === after.onPick &&
    sameTile(before.tile, after.tile),
);

const quietWords = ({ skipped, canceled }: Counts): string =>
  [skipped > 0 && `${formatNumber(skipped)} skipped`, canceled > 0 && `${formatNumber(canceled)} canceled`]
    .filter((word) => word !== false)
    .join(' · ');

/** Where the group stands, in one line. */
function Standing({ counts }: { counts: Counts }) {
  const { running, pending, total, completed } = counts;
  if (running > 0) {
    return (
      <StateMark view={{ ...DEVICE_RUN_STATE_VIEWS.running, spins: false }} className="tabular-nums">
        {formatNumber(running)} running
        {pending > 0 && <span className="text-muted-foreground">· {formatNumber(pending)} waiting</span>}
      </StateMark>
    );
  }
  if (pending > 0) {
    return (
      <StateMark view={DEVICE_RUN_STATE_VIEWS.pending} className="tabular-nums">
        {formatNumber(pending)} waiting
      </StateMark>
    );
  }
  if (completed === total) return <StateMark view={{ ...DEVICE_RUN_STATE_VIEWS.completed, label: 'all completed' }} />;
  return (
    <span className="truncate text-muted-foreground">
      {quietWords(counts) || `${formatNumber(completed)} of ${formatNumber(total)} completed`}
    </span>
  );
}
