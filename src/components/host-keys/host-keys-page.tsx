'use client';
import { Fingerprint, SearchX } from 'lucide-react';
import { formatCount, formatNumber } from '@/domain/format';
import { api, type Outputs } from '../shell/api';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { EmptyState, ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { SearchInput } from '../ui/search-input';
import { SkeletonRows } from '../ui/skeleton';
import { PinnedKeysTable } from './pinned-keys-table';
import { useHostKeySearch, useHostKeys } from './use-host-keys';
import { WaitingKeys } from './waiting-keys';

const POLICY_WORDS = {
  first_use: 'First use: the first key of an address is pinned, another one later is refused.',
  strict: 'Strict: a key is refused until an admin has accepted it.',
} satisfies Record<Outputs['hostKeys']['list']['policy'], string>;

/** By which keys routers are known: what waits for a decision first, then all that is pinned. */
export function HostKeysPage() {
  const [search, setSearch] = useHostKeySearch();
  const waiting = useHostKeys(true, search);
  const pinned = useHostKeys(false, search);
  const about = api.hostKeys.list.useQuery({ limit: 1 }, { staleTime: Number.POSITIVE_INFINITY });
  const error = waiting.error ?? pinned.error;
  const nothing = waiting.isSuccess && pinned.isSuccess && waiting.items.length + pinned.items.length === 0;
  return (
    <>
      <PageHeader
        title="Host keys"
        note={
          waiting.isSuccess && pinned.isSuccess && formatCount(waiting.total + pinned.total, 'address', 'addresses')
        }
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SearchInput
          aria-label="Search host keys"
          placeholder="Device, address or fingerprint"
          className="w-full sm:w-80"
          maxLength={100}
          value={search}
          onChange={(event) => setSearch(event.target.value || null)}
        />
        {about.data && <p className="text-muted-foreground text-xs">{POLICY_WORDS[about.data.policy]}</p>}
      </div>
      {error ? (
        <ErrorState
          title="The host keys could not be loaded"
          message={error.message}
          onRetry={() => void Promise.all([waiting.refetch(), pinned.refetch()])}
        />
      ) : nothing ? (
        <Nothing searched={search !== ''} onClear={() => setSearch(null)} />
      ) : (
        <>
          <WaitingKeys list={waiting} />
          <Pinned list={pinned} />
        </>
      )}
    </>
  );
}

function Pinned({ list }: { list: ReturnType<typeof useHostKeys> }) {
  if (list.isPending) {
    return (
      <Card>
        <SkeletonRows rows={8} />
      </Card>
    );
  }
  if (list.items.length === 0) return null;
  return (
    <section aria-labelledby="pinned-keys" className="grid gap-3">
      <h2 id="pinned-keys" className="font-medium text-sm">
        Pinned <span className="text-muted-foreground tabular-nums">{formatNumber(list.total)}</span>
      </h2>
      <PinnedKeysTable list={list} />
    </section>
  );
}

function Nothing({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  if (searched) {
    return (
      <EmptyState
        icon={SearchX}
        title="No host key matches"
        actions={<Button onClick={onClear}>Clear search</Button>}
      />
    );
  }
  return (
    <EmptyState icon={Fingerprint} title="No host key yet">
      Keys come here when a job reaches a router for the first time.
    </EmptyState>
  );
}
