'use client';
import { countryName, formatNumber } from '@/domain/format';
import { cn } from '../ui/cn';
import { inkOf, isHatched, worstState } from './country-paint';
import { countedOf } from './counts-words';
import { FLEET_GLYPHS } from './fleet-glyphs';
import { DEVICE_RUN_STATE_VIEWS } from './state-catalogue';
import type { Tile } from './wall-groups';

interface MapSideProps {
  tiles: readonly Tile[];
  /** Those that the map does not show. */
  elsewhere: readonly Tile[];
  selected: string | null;
  onPick: (code: string) => void;
}

/** What the colours mean, and the countries that are too small for the map or that it does not know. */
export function MapSide({ tiles, elsewhere, selected, onPick }: MapSideProps) {
  const states = [...new Set(tiles.map(({ counts }) => worstState(counts)))];
  return (
    <div className="grid w-full @4xl:w-48 shrink-0 content-start gap-3 text-xs">
      <ul aria-label="Legend" className="flex flex-wrap @4xl:grid gap-x-4 gap-y-1.5">
        {states.map((state) => (
          <li key={state} className="flex items-center gap-2">
            <Swatch color={`var(${FLEET_GLYPHS[state].color})`} hatched={state === 'failed' || state === 'unknown'} />
            {DEVICE_RUN_STATE_VIEWS[state].label}
          </li>
        ))}
        <li className="text-muted-foreground">worst state; paler: less is done</li>
      </ul>
      {elsewhere.length > 0 && (
        <div data-testid="off-map" className="grid gap-1.5">
          <p className="text-muted-foreground">Not on this map</p>
          <ul className="flex max-h-64 flex-wrap gap-1.5 overflow-y-auto p-0.5">
            {elsewhere.map(({ key, counts }) => (
              <li key={key}>
                <button
                  type="button"
                  aria-pressed={selected === key}
                  title={countryName(key)}
                  onClick={() => onPick(key)}
                  className="flex items-center gap-1.5 rounded-sm border px-1.5 py-0.5 tabular-nums hover:bg-muted/60 aria-pressed:border-ring aria-pressed:bg-selected"
                >
                  <Swatch color={inkOf(counts)} hatched={isHatched(counts)} />
                  <span className="font-mono">{key}</span>
                  {formatNumber(countedOf(counts))}/{formatNumber(counts.total)}
                  {counts.failed > 0 && <span className="text-state-failed">{formatNumber(counts.failed)} failed</span>}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

const Swatch = ({ color, hatched }: { color: string; hatched: boolean }) => (
  <span aria-hidden className={cn('size-2.5 rounded-[2px]', hatched && 'hatched')} style={{ backgroundColor: color }} />
);
