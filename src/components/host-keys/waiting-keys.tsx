'use client';
import { ShieldAlert, ShieldQuestion } from 'lucide-react';
import { formatCount, formatNumber } from '@/domain/format';
import { useMe } from '../account/use-me';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card';
import { CountryCode } from '../ui/country';
import { AcceptKey, RejectKey } from './accept-key';
import { KeyPair } from './key-pair';
import { type HostKey, hostKeyName, type useHostKeys } from './use-host-keys';

/** Keys that were refused; their routers cannot be logged in to until somebody decides. */
export function WaitingKeys({ list }: { list: ReturnType<typeof useHostKeys> }) {
  const { can } = useMe();
  if (list.items.length === 0) return null;
  return (
    <section aria-labelledby="waiting-keys" className="grid gap-3">
      <div>
        <h2 id="waiting-keys" className="font-medium text-sm">
          Waiting for a decision <span className="text-muted-foreground tabular-nums">{formatNumber(list.total)}</span>
        </h2>
        <p className="text-muted-foreground text-xs">
          These keys were refused before anything was sent.
          {!can('admin') && ' An admin can accept them.'}
        </p>
      </div>
      <ul className="grid gap-3 2xl:grid-cols-2">
        {list.items.map((hostKey) => (
          <li key={hostKey.endpoint} className="min-w-0">
            <WaitingKey hostKey={hostKey} decides={can('admin')} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button className="justify-self-center" disabled={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          Show more of {formatCount(list.total, 'key')}
        </Button>
      )}
    </section>
  );
}

function WaitingKey({ hostKey, decides }: { hostKey: HostKey; decides: boolean }) {
  const { endpoint, pinned, device } = hostKey;
  const Icon = pinned ? ShieldAlert : ShieldQuestion;
  const name = hostKeyName(hostKey);
  return (
    <Card data-testid="waiting-key" data-endpoint={endpoint}>
      <CardHeader>
        <CardTitle className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5">
          <Icon aria-hidden className={`size-4 ${pinned ? 'text-state-failed' : 'text-state-paused'}`} />
          <span className="break-all">{name}</span>
          {device && <CountryCode code={device.country} className="font-normal text-xs" />}
          {name !== endpoint && (
            <span className="break-all font-mono font-normal text-muted-foreground text-xs">{endpoint}</span>
          )}
          <span className={`font-normal text-xs ${pinned ? 'text-state-failed' : 'text-state-paused'}`}>
            {pinned ? 'key changed' : 'key unknown'}
          </span>
        </CardTitle>
        {decides && (
          <div className="flex gap-2">
            <RejectKey hostKey={hostKey} />
            <AcceptKey hostKey={hostKey} />
          </div>
        )}
      </CardHeader>
      <CardBody className="py-3">
        <KeyPair hostKey={hostKey} />
      </CardBody>
    </Card>
  );
}
