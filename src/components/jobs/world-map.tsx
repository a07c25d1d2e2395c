'use client';
import { useId, useMemo, useState } from 'react';
import { doneOf } from '@/domain/progress';
import { cn } from '../ui/cn';
import { countryName, formatCount, formatNumber } from '../ui/format';
import { inkPercent, isHatched, neighborByKey, worstState } from './country-paint';
import { CountsLine } from './counts-line';
import { FLEET_GLYPHS } from './fleet-glyphs';
import type { Tile } from './wall-groups';
import { type CountryShape, MAP_HEIGHT, MAP_WIDTH, worldShapes } from './world-shapes';

export interface WorldMapProps {
  tiles: readonly Tile[];
  selected: string | null;
  onPick: (code: string) => void;
}

interface Marked {
  readonly tile: Tile;
  readonly shape: CountryShape;
}

/** The tiles of the countries on a map; those that are not on it stand below. Loaded when it is first asked for. */
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
    <div className="grid gap-2">
      <div className="relative">
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
            <Country
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
      {elsewhere.length > 0 && (
        <div className="flex flex-wrap items-center gap-1.5 text-xs" data-testid="off-map">
          <span className="text-muted-foreground">Not on this map:</span>
          {elsewhere.map(({ key, counts }) => (
            <button
              key={key}
              type="button"
              aria-pressed={selected === key}
              title={countryName(key)}
              onClick={() => onPick(key)}
              className="flex items-center gap-1.5 rounded-sm border px-1.5 py-0.5 tabular-nums hover:bg-muted/60 aria-pressed:border-ring aria-pressed:bg-selected"
            >
              <span
                aria-hidden
                className={cn('size-2', isHatched(counts) && 'hatched')}
                style={{ backgroundColor: inkOf(counts) }}
              />
              <span className="font-mono">{key}</span>
              {formatNumber(doneOf(counts))}/{formatNumber(counts.total)}
              {counts.failed > 0 && <span className="text-state-failed">{formatNumber(counts.failed)} failed</span>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

const inkOf = (counts: Tile['counts']) =>
  `color-mix(in oklab, var(${FLEET_GLYPHS[worstState(counts)].color}) ${inkPercent(counts)}%, var(--card))`;

interface CountryProps extends Marked {
  hatch: string;
  selected: boolean;
  tabIndex: number;
  onPick: (code: string) => void;
  onShow: (on: boolean) => void;
  onFocus: () => void;
  /** True where the key was one of its own. */
  onKey: (key: string, element: SVGElement) => boolean;
}

function Country({ tile, shape, hatch, selected, tabIndex, onPick, onShow, onFocus, onKey }: CountryProps) {
  const { key, counts } = tile;
  const outline = shape.small ? { cx: shape.center.x, cy: shape.center.y, r: 5 } : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot be part of a drawing
    <g
      role="button"
      tabIndex={tabIndex}
      data-testid="map-country"
      data-country={key}
      aria-pressed={selected}
      aria-label={wordsOf(tile)}
      className="cursor-pointer outline-none [&:focus-visible>:first-child]:stroke-foreground [&:hover>:first-child]:stroke-foreground"
      onClick={() => onPick(key)}
      onPointerEnter={() => onShow(true)}
      onPointerLeave={() => onShow(false)}
      onFocus={() => {
        onFocus();
        onShow(true);
      }}
      onBlur={() => onShow(false)}
      onKeyDown={(event) => {
        const pick = event.key === 'Enter' || event.key === ' ';
        if (pick) onPick(key);
        if (pick || onKey(event.key, event.currentTarget)) event.preventDefault();
      }}
    >
      <path
        d={outline ? ringPath(outline) : shape.path}
        fill={inkOf(counts)}
        strokeWidth={selected ? 2 : 1}
        className={cn(
          'stroke-card transition-[fill] duration-200 focus-visible:stroke-foreground',
          selected && 'stroke-ring',
        )}
      />
      {isHatched(counts) && (
        <path d={outline ? ringPath(outline) : shape.path} fill={`url(#${hatch})`} className="pointer-events-none" />
      )}
    </g>
  );
}

const ringPath = ({ cx, cy, r }: { cx: number; cy: number; r: number }) =>
  `M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

function wordsOf({ key, counts, failures }: Tile): string {
  const failed = failures.reduce((sum, [, count]) => sum + count, 0);
  const parts = [`${formatNumber(doneOf(counts))} of ${formatCount(counts.total, 'device')} done`];
  if (counts.running > 0) parts.push(`${formatNumber(counts.running)} running`);
  if (failed > 0) parts.push(`${formatNumber(failed)} failed`);
  return `${countryName(key)}: ${parts.join(', ')}`;
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
          {formatNumber(doneOf(tile.counts))}/{formatNumber(tile.counts.total)}
        </span>
      </p>
      <CountsLine counts={tile.counts} />
    </div>
  );
}
