'use client';
import { countryName, formatCount, formatNumber } from '@/domain/format';
import { cn } from '../ui/cn';
import { inkOf, isHatched } from './country-paint';
import { countedOf } from './counts-words';
import type { Tile } from './wall-groups';
import type { CountryShape } from './world-shapes';

/** A country that devices of the job are in. */
export interface Marked {
  readonly tile: Tile;
  readonly shape: CountryShape;
}

interface MapCountryProps extends Marked {
  hatch: string;
  selected: boolean;
  tabIndex: number;
  onPick: (code: string) => void;
  onShow: (on: boolean) => void;
  onFocus: () => void;
  /** True where the key was one of its own. */
  onKey: (key: string, element: SVGElement) => boolean;
}

/** A button in the drawing: coloured by its worst state, the paler the less is done, hatched where something failed. */
export function MapCountry({
  tile,
  shape,
  hatch,
  selected,
  tabIndex,
  onPick,
  onShow,
  onFocus,
  onKey,
}: MapCountryProps) {
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
  const parts = [`${formatNumber(countedOf(counts))} of ${formatCount(counts.total, 'device')} done`];
  if (counts.running > 0) parts.push(`${formatNumber(counts.running)} running`);
  if (failed > 0) parts.push(`${formatNumber(failed)} failed`);
  return `${countryName(key)}: ${parts.join(', ')}`;
}
