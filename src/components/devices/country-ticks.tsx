'use client';
import { countryName, formatCount, formatNumber } from '@/domain/format';
import { api } from '../shell/api';
import { Checkbox } from '../ui/checkbox';
import { ErrorState } from '../ui/notice';
import { SkeletonRows } from '../ui/skeleton';

interface CountryTicksProps {
  picked: readonly string[];
  onChange: (countries: string[]) => void;
}

/** The countries of the inventory to tick, most devices first. */
export function CountryTicks({ picked: ticked, onChange }: CountryTicksProps) {
  const { data, error, refetch } = api.devices.countries.useQuery();
  if (error) {
    return <ErrorState title="Countries could not be read" message={error.message} onRetry={() => void refetch()} />;
  }
  if (!data) return <SkeletonRows rows={4} />;
  const toggle = (country: string, checked: boolean) =>
    onChange(data.map((entry) => entry.country).filter((code) => (code === country ? checked : ticked.includes(code))));
  const picked = data.filter((entry) => ticked.includes(entry.country));
  return (
    <div className="@container grid gap-3">
      <ul className="grid @4xl:grid-cols-4 @2xl:grid-cols-3 @md:grid-cols-2 gap-x-4">
        {data.map(({ country, total }) => (
          <li key={country}>
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is a button that Radix labels */}
            <label className="flex h-8 cursor-pointer items-center gap-2.5 rounded-sm px-1.5 hover:bg-muted/60 max-sm:h-10">
              <Checkbox
                checked={ticked.includes(country)}
                onCheckedChange={(checked) => toggle(country, checked === true)}
              />
              <span className="w-5 font-mono text-muted-foreground text-xs">{country}</span>
              <span className="min-w-0 flex-1 truncate">{countryName(country)}</span>
              <span className="text-muted-foreground text-xs tabular-nums">{formatNumber(total)}</span>
            </label>
          </li>
        ))}
      </ul>
      <p className="text-muted-foreground text-xs tabular-nums" role="status">
        {formatCount(picked.length, 'country', 'countries')},{' '}
        {formatCount(
          picked.reduce((sum, entry) => sum + entry.total, 0),
          'device',
        )}
      </p>
    </div>
  );
}
