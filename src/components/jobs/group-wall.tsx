'use client';
import { LayoutGrid, Map as MapIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useCallback } from 'react';
import { formatNumber } from '@/domain/format';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { Skeleton } from '../ui/skeleton';
import { ToggleGroup, ToggleGroupItem } from '../ui/toggle-group';
import { VirtualGrid } from '../ui/virtual-grid';
import { DIMENSION_WORDS, groupFilter } from './group-words';
import { useRunFilters, useWallParams, WALL_VIEWS, type WallView } from './run-params';
import { type LiveWall, useWall } from './use-wall';
import { DIMENSIONS, type Dimension } from './wall-groups';
import { TILE_PX, WallTile } from './wall-tile';

/** The map and its countries come as a file of their own, when somebody looks at them. */
const WorldMap = dynamic(() => import('./world-map'), {
  ssr: false,
  loading: () => <Skeleton className="aspect-[2.1] w-full" />,
});

/** The job in groups, as tiles or as a map; a click on one filters the whole page, another click takes that back. */
export function GroupWall() {
  const { wall: view, by } = useWallParams();
  const dimension = view === 'map' ? 'country' : by;
  const wall = useWall(dimension);
  const { filters, setFilters } = useRunFilters();
  const selected = filters[dimension] === null ? null : String(filters[dimension]);
  const pick = useCallback(
    (key: string) => setFilters(selected === key ? { [dimension]: null } : groupFilter(dimension, key)),
    [setFilters, selected, dimension],
  );
  return (
    <Card data-testid="group-wall" data-view={view} className="@container flex flex-col">
      <CardHeader>
        <CardTitle>
          {DIMENSION_WORDS[dimension].many}{' '}
          <span className="text-muted-foreground tabular-nums">
            ({wall.known ? formatNumber(wall.tiles.length) : '…'})
          </span>
        </CardTitle>
        <WallControls dimensions={wall.dimensions} />
      </CardHeader>
      {!wall.known ? (
        <Skeleton className="m-3 h-28" />
      ) : view === 'map' ? (
        <div className="px-4 py-3">
          <WorldMap tiles={wall.tiles} selected={selected} onPick={pick} />
        </div>
      ) : (
        <Tiles wall={wall} dimension={dimension} selected={selected} onPick={pick} />
      )}
    </Card>
  );
}

interface TilesProps {
  wall: LiveWall;
  dimension: Dimension;
  selected: string | null;
  onPick: (key: string) => void;
}

const MIN_TILE_PX = 196;
/** A forecast is no more exact than this, and a tile need not be drawn anew for less. */
const FORECAST_STEP_MS = 5_000;

function Tiles({ wall, dimension, selected, onPick }: TilesProps) {
  const { tiles } = wall;
  return (
    <VirtualGrid
      count={tiles.length}
      rowHeightPx={TILE_PX}
      minColumnPx={MIN_TILE_PX}
      getKey={(index) => tiles[index]?.key ?? String(index)}
      aria-label={DIMENSION_WORDS[dimension].many}
      className="max-h-[max(24.5rem,36vh)] min-h-0 px-2.5 pt-3 pb-1"
      cellClassName="px-1"
    >
      {(index) => {
        const tile = tiles[index];
        if (!tile) return null;
        const left = wall.remainingMsOf(tile);
        const remainingMs = left === null ? null : Math.ceil(left / FORECAST_STEP_MS) * FORECAST_STEP_MS;
        return (
          <div
            {...(dimension === 'country'
              ? { 'data-testid': 'country-row', 'data-country': tile.key }
              : { 'data-testid': 'group-row' })}
          >
            <WallTile
              tile={tile}
              dimension={dimension}
              selected={selected === tile.key}
              remainingMs={remainingMs}
              onPick={onPick}
            />
          </div>
        );
      }}
    </VirtualGrid>
  );
}

const VIEW_WORDS = {
  tiles: { label: 'Tiles', icon: LayoutGrid },
  map: { label: 'Map', icon: MapIcon },
} satisfies Record<WallView, { label: string; icon: typeof MapIcon }>;

function WallControls({ dimensions }: { dimensions: readonly Dimension[] }) {
  const { wall, by, setWall } = useWallParams();
  return (
    <div className="flex gap-2">
      {wall === 'tiles' && (
        <Select
          value={by}
          onValueChange={(value) => setWall({ by: DIMENSIONS.find((dimension) => dimension === value) ?? null })}
        >
          <SelectTrigger aria-label="Group by" data-testid="group-by" className="h-8 w-32">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {dimensions.map((dimension) => (
              <SelectItem key={dimension} value={dimension}>
                By {DIMENSION_WORDS[dimension].one.toLowerCase()}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
      <ToggleGroup
        type="single"
        aria-label="View"
        value={wall}
        onValueChange={(value: string) => {
          const next = WALL_VIEWS.find((view) => view === value);
          if (next) void setWall({ wall: next });
        }}
      >
        {WALL_VIEWS.map((view) => {
          const { label, icon: Icon } = VIEW_WORDS[view];
          return (
            <ToggleGroupItem key={view} value={view}>
              <Icon aria-hidden className="size-3.5" />
              {label}
            </ToggleGroupItem>
          );
        })}
      </ToggleGroup>
    </div>
  );
}
