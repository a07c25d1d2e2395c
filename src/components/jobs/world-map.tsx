'use client';
import { useId, useMemo, useState } from 'react';
import { countryName, formatNumber } from '@/domain/format';
import { neighborByKey } from './country-paint';
import { CountsLine } from './counts-line';
import { countedOf } from './counts-words';
import { MapCountry, type Marked } from './map-country';
import { MapSide } from './map-side';
import type { Tile } from './wall-groups';
import { MAP_HEIGHT, MAP_WIDTH, worldShapes } from './world-shapes';

export interface WorldMapProps {
  tiles: readonly Tile[];
  selected: string | null;
  onPick: (code: string) => void;
}

/** The tiles of the countries on a map; those that are not on it stand beside it. Loaded when it is first asked for. */
export default function WorldMap({ tiles, selected, onPick }: WorldMapProps) {
  const shapes = useMemo(worldShapes, []);
  const [active, setActive] = useState(0);
  const [shown, setShown] = useState<string | null>(null);
  const hatch = useId();
  const byCode = new Map(tiles.map((tile) => [tile.key, tile]));
  const marked: Marked[] = shapes.flatMap((shape) => {
    const tile = shape.code === null ? undefined : byCode.get(shape.code);
    return tile ? [{ tile, shape }] : [];
  });
  const onMap = new Set(marked.map(({ tile }) => tile.key));
  const elsewhere = tiles.filter(({ key }) => !onMap.has(key));
  const land = useMemo(() => shapes.map(({ path }) => path).join(''), [shapes]);
  const tip = marked.find(({ tile }) => tile.key === shown);
  const current = Math.min(active, marked.length - 1);
  return (
    <div className="flex @4xl:flex-row flex-col justify-center gap-x-8 gap-y-3">
      <div className="relative min-w-0 max-w-4xl flex-1">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be part of a drawing */}
        <svg
          role="group"
          aria-label="Countries of this job on a map; arrow keys move between them"
          viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
          className="block w-full"
        >
          <defs>
            <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
              <rect width="2" height="5" fill="var(--card)" fillOpacity="0.5" />
            </pattern>
          </defs>
          <path d={land} className="fill-track stroke-card" strokeWidth="0.6" />
          {marked.map((country, index) => (
            <MapCountry
              key={country.tile.key}
              {...country}
              hatch={hatch}
              selected={selected === country.tile.key}
              tabIndex={index === current ? 0 : -1}
              onPick={onPick}
              onShow={(on) => setShown(on ? country.tile.key : null)}
              onFocus={() => setActive(index)}
              onKey={(key, element) => {
                const to = neighborByKey(
                  key,
                  index,
                  marked.map(({ shape }) => shape.center),
                );
                if (to === null) return false;
                const code = marked[to]?.tile.key;
                element.ownerSVGElement?.querySelector<SVGElement>(`[data-country="${code}"]`)?.focus();
                return true;
              }}
            />
          ))}
        </svg>
        {tip && <MapTip {...tip} />}
      </div>
      <MapSide tiles={tiles} elsewhere={elsewhere} selected={selected} onPick={onPick} />
    </div>
  );
}

function MapTip({ tile, shape: { center } }: Marked) {
  const [right, below] = [center.x > MAP_WIDTH / 2, center.y < MAP_HEIGHT / 3];
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute z-20 max-w-64 rounded-md border bg-popover px-2.5 py-1.5 text-xs"
      style={{
        ...(right ? { right: `${100 - (center.x * 100) / MAP_WIDTH}%` } : { left: `${(center.x * 100) / MAP_WIDTH}%` }),
        ...(below
          ? { top: `${(center.y * 100) / MAP_HEIGHT + 4}%` }
          : { bottom: `${104 - (center.y * 100) / MAP_HEIGHT}%` }),
      }}
    >
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{countryName(tile.key)}</span>
        <span className="tabular-nums">
          {formatNumber(countedOf(tile.counts))}/{formatNumber(tile.counts.total)}
        </span>
      </p>
      <CountsLine counts={tile.counts} />
    </div>
  );
}
