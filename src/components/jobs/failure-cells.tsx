'use client';
import { type DevicePlatform, PLATFORM_LABELS } from '@/domain/device';
import { formatNumber } from '@/domain/format';
import { cn } from '../ui/cn';
import { CountryCode } from '../ui/country';
import type { Cell, FailureMatrix } from './failure-matrix';

interface FailureCellsProps {
  matrix: FailureMatrix;
  picked: Cell;
  onPick: (cell: Cell) => void;
}

/** Platform by country with counts; a click narrows the list below it, another one widens it again. */
export function FailureCells({ matrix, picked, onPick }: FailureCellsProps) {
  const pick = (cell: Cell) =>
    onPick(
      cell.platform === picked.platform && cell.country === picked.country ? { platform: null, country: null } : cell,
    );
  const isPicked = (cell: Cell) => cell.platform === picked.platform && cell.country === picked.country;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="overflow-x-auto px-4 py-2 focus-visible:outline-offset-[-2px]" tabIndex={0}>
      <table data-testid="failure-cells" className="border-collapse text-xs tabular-nums">
        <thead>
          <tr>
            <th scope="col" className="sr-only">
              Platform
            </th>
            {matrix.countries.map(({ country, total }) => (
              <th key={country} scope="col" className="px-0.5 pb-1 font-normal">
                <CellButton
                  label={`All in ${country}`}
                  pressed={isPicked({ platform: null, country })}
                  onClick={() => pick({ platform: null, country })}
                >
                  <CountryCode code={country} /> <span className="text-muted-foreground">{formatNumber(total)}</span>
                </CellButton>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.platforms.map(({ platform, total }) => (
            <tr key={platform}>
              <th scope="row" className="pr-3 text-left font-normal">
                <CellButton
                  label={`All of ${labelOf(platform)}`}
                  pressed={platform !== null && isPicked({ platform, country: null })}
                  onClick={() => platform !== null && pick({ platform, country: null })}
                >
                  {labelOf(platform)} <span className="text-muted-foreground">{formatNumber(total)}</span>
                </CellButton>
              </th>
              {matrix.countries.map(({ country }) => {
                const count = matrix.count(platform, country);
                return (
                  <td key={country} className="p-0.5 text-center">
                    {count === 0 ? (
                      <span aria-hidden className="text-muted-foreground">
                        ·
                      </span>
                    ) : (
                      <CellButton
                        label={`${formatNumber(count)} of ${labelOf(platform)} in ${country}`}
                        pressed={platform !== null && isPicked({ platform, country })}
                        onClick={() => pick({ platform, country })}
                        className="w-full bg-state-failed-fill/10"
                      >
                        {formatNumber(count)}
                      </CellButton>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const labelOf = (platform: DevicePlatform | null) =>
  platform === null ? 'platform not known' : PLATFORM_LABELS[platform];

interface CellButtonProps {
  label: string;
  pressed: boolean;
  onClick: () => void;
  className?: string;
  children: React.ReactNode;
}

function CellButton({ label, pressed, onClick, className, children }: CellButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      onClick={onClick}
      className={cn(
        'h-7 min-w-8 whitespace-nowrap rounded-sm px-1.5 hover:bg-muted aria-pressed:bg-selected aria-pressed:outline aria-pressed:outline-primary max-sm:h-9',
        className,
      )}
    >
      {children}
    </button>
  );
}
