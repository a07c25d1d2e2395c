'use client';
import { PLATFORM_LABELS } from '@/domain/device';
import { countryName } from '@/domain/format';
import type { SearchMode } from '@/domain/search';
import { AnySelect } from '../ui/any-select';
import { SearchInput } from '../ui/search-input';
import { ToggleGroup, ToggleGroupItem } from '../ui/toggle-group';
import { sameMembers, useLiveJob } from './progress-context';
import { useOutputParams } from './use-output-params';

export function OutputFilterBar() {
  const [params, setParams] = useOutputParams();
  const commands = useLiveJob((job) => job.head.commands);
  const platforms = useLiveJob((job) => job.head.lines.map(({ platform }) => platform), sameMembers);
  const countries = useLiveJob((job) => Object.keys(job.progress.countries).sort(), sameMembers);
  return (
    <div className="flex flex-wrap gap-2">
      <SearchInput
        aria-label="Search all outputs of this job"
        placeholder="Search all outputs"
        className="w-full sm:w-72"
        value={params.find}
        onChange={(event) => setParams({ find: event.target.value || null })}
      />
      <ToggleGroup
        type="single"
        aria-label="How to search"
        value={params.mode}
        onValueChange={(mode) => mode && setParams({ mode: mode as SearchMode })}
      >
        <ToggleGroupItem value="text">Text</ToggleGroupItem>
        <ToggleGroupItem value="pattern" title="A regular expression, without back references and looking around">
          Regex
        </ToggleGroupItem>
      </ToggleGroup>
      <AnySelect
        label="Command"
        any={params.find === '' ? null : 'Any command'}
        value={params.command === null ? null : String(params.command)}
        options={commands.map(({ line, title }, index) => [String(index), title ?? line])}
        onPick={(value) => setParams({ command: value === null ? null : Number(value) })}
        className="w-56 max-sm:w-full"
      />
      {countries.length > 1 && (
        <AnySelect
          label="Country"
          any="Any country"
          value={params.country}
          options={countries.map((code) => [code, `${code} · ${countryName(code)}`])}
          onPick={(country) => setParams({ country })}
          className="w-44 max-sm:flex-1"
        />
      )}
      {platforms.length > 1 && (
        <AnySelect
          label="Platform"
          any="Any platform"
          value={params.platform}
          options={platforms.map((platform) => [platform, PLATFORM_LABELS[platform]])}
          onPick={(platform) => setParams({ platform })}
          className="w-44 max-sm:flex-1"
        />
      )}
    </div>
  );
}
