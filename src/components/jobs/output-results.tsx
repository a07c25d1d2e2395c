'use client';
import { SearchX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { formatCount, formatNumber } from '@/domain/format';
import { doneOf } from '@/domain/progress';
import { searchFor } from '@/domain/search';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { CountryCode } from '../ui/country';
import { EmptyState, ErrorState } from '../ui/notice';
import { useDebounced } from '../ui/use-debounced';
import { MarkedText } from './marked-text';
import { useLiveJob } from './progress-context';
import { useDeviceParam } from './run-params';
import { useOutputParams } from './use-output-params';
import { type OutputSearch, type SearchedDevice, useOutputSearch } from './use-output-search';

/** Typing goes on before a search begins. */
const TYPING_MS = 300;

export function OutputResults() {
  const [{ find, mode, command, country, platform }] = useOutputParams();
  const jobId = useLiveJob((job) => job.head.jobId);
  const query = useDebounced(find, TYPING_MS);
  const refused = useMemo(() => {
    const search = searchFor(query, mode);
    return search.ok ? null : search.message;
  }, [query, mode]);
  const [run, setRun] = useState(0);
  const input =
    query.trim() === '' || refused !== null
      ? null
      : {
          jobId,
          query,
          mode,
          ...(command === null ? {} : { command }),
          ...(country ? { country } : {}),
          ...(platform ? { platform } : {}),
        };
  const search = useOutputSearch(input, run);
  if (refused !== null) return <Alert variant="warning">This pattern is not understood: {refused}.</Alert>;
  return (
    <div className="grid gap-3">
      {/* Each search counts from its own beginning who has ended since. */}
      <Summary key={JSON.stringify([input, run])} search={search} onAgain={() => setRun(run + 1)} />
      {search.error && (
        <ErrorState title="The search broke off" message={search.error} onRetry={() => setRun(run + 1)} />
      )}
      {search.items.length > 0 && (
        <Card data-testid="search-results" className="divide-y">
          {search.items.map((device) => (
            <FoundDevice key={device.deviceId} device={device} />
          ))}
        </Card>
      )}
      {search.done && !search.error && search.devices === 0 && (
        <EmptyState icon={SearchX} title="No output matches">
          {mode === 'text'
            ? 'The text is searched as it stands, in any case of letters.'
            : 'Each line is matched for itself.'}
        </EmptyState>
      )}
      {search.more && search.done && (
        <Button className="justify-self-center" onClick={search.showMore}>
          Show more ({formatNumber(search.devices - search.items.length)} left)
        </Button>
      )}
    </div>
  );
}

function Summary({ search, onAgain }: { search: OutputSearch; onAgain: () => void }) {
  const ended = useLiveJob((job) => doneOf(job.progress.counts));
  const [endedThen] = useState(ended);
  const newer = search.done ? ended - endedThen : 0;
  return (
    <p
      role="status"
      data-testid="search-summary"
      data-done={search.done}
      className="flex flex-wrap items-center gap-x-3 text-muted-foreground text-xs tabular-nums"
    >
      <span>
        <span className="text-foreground">{formatCount(search.lines, 'line')}</span> on{' '}
        {formatCount(search.devices, 'device')}
      </span>
      {!search.done && search.total > 0 && (
        <span>
          searching, {formatNumber(search.scanned)} of {formatNumber(search.total)}
        </span>
      )}
      {newer > 0 && (
        <Button variant="link" size="bare" className="text-xs" onClick={onAgain}>
          Search again: {formatCount(newer, 'more device has', 'more devices have')} ended
        </Button>
      )}
    </p>
  );
}

function FoundDevice({ device }: { device: SearchedDevice }) {
  const [, openDevice] = useDeviceParam();
  return (
    <section data-testid="found-device" data-device={device.deviceName} className="grid gap-1.5 px-4 py-2.5 text-xs">
      <div className="flex items-center gap-3">
        <button
          type="button"
          className="truncate font-medium hover:underline"
          onClick={() => openDevice(device.deviceId)}
        >
          {device.deviceName}
        </button>
        <CountryCode code={device.country} />
      </div>
      {device.commands.map(({ index, command, lines, hits }) => (
        <div key={index} className="grid min-w-0 gap-0.5">
          <p className="flex flex-wrap gap-x-3 text-muted-foreground">
            <code className="font-mono [overflow-wrap:anywhere]">{command}</code>
            <span className="tabular-nums">{formatCount(lines, 'line')}</span>
          </p>
          <ol className="grid gap-0.5 rounded-md bg-muted px-2 py-1.5 font-mono leading-[1.5]">
            {hits.map((hit) => (
              <li key={hit.line} className="flex min-w-0 gap-3">
                <span className="w-8 shrink-0 select-none text-right text-muted-foreground tabular-nums">
                  {hit.line}
                </span>
                <span className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">
                  <MarkedText
                    text={hit.text}
                    marks={hit.ranges}
                    className="rounded-xs bg-state-paused-fill/40 text-inherit outline outline-state-paused-fill"
                  />
                </span>
              </li>
            ))}
            {lines > hits.length && (
              <li className="font-sans text-muted-foreground">
                and {formatCount(lines - hits.length, 'more line')} in this output
              </li>
            )}
          </ol>
        </div>
      ))}
    </section>
  );
}
