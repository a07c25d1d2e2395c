'use client';
import { useCallback } from 'react';
import { useMe } from '../account/use-me';
import { CountryCode } from '../ui/country';
import { ActionsCell, ActionsHead, HeaderRow, Table, TableCell, TableHead, TableRow } from '../ui/table';
import { TimeAgo } from '../ui/time';
import { VirtualBody } from '../ui/virtual-body';
import { ForgetKey } from './forget-key';
import { acceptedHow } from './key-pair';
import { type HostKey, hostKeyName, type useHostKeys } from './use-host-keys';

const ROW_PX = 32;

/** Every key that is trusted and undisputed. */
export function PinnedKeysTable({ list }: { list: ReturnType<typeof useHostKeys> }) {
  const { can } = useMe();
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <Table aria-label="Pinned host keys" aria-rowcount={list.total + 1} className="table-fixed" long>
      <HeaderRow>
        <TableHead className="w-36 max-sm:w-auto">Device</TableHead>
        <TableHead className="w-14 px-0 max-sm:hidden">Country</TableHead>
        <TableHead className="w-44 max-lg:hidden">Address</TableHead>
        <TableHead className="w-28 max-[1400px]:hidden">Algorithm</TableHead>
        {/* As wide as a whole one: it is there to be compared. */}
        <TableHead className="max-md:w-auto md:w-98">Fingerprint</TableHead>
        <TableHead className="max-md:hidden">Pinned</TableHead>
        {can('admin') && <ActionsHead className="w-10" />}
      </HeaderRow>
      <VirtualBody
        count={items.length}
        rowHeightPx={ROW_PX}
        getKey={(index) => items[index]?.endpoint ?? String(index)}
        onNearEnd={more}
      >
        {(index) => {
          const hostKey = items[index];
          return hostKey ? <PinnedKey hostKey={hostKey} rowIndex={index + 2} forgets={can('admin')} /> : null;
        }}
      </VirtualBody>
    </Table>
  );
}

function PinnedKey({ hostKey, rowIndex, forgets }: { hostKey: HostKey; rowIndex: number; forgets: boolean }) {
  const { endpoint, pinned, device } = hostKey;
  if (!pinned) return null;
  const { algorithm, fingerprint, acceptedAt, firstSeenAt } = pinned;
  return (
    <TableRow data-testid="pinned-key" data-endpoint={endpoint} aria-rowindex={rowIndex}>
      <TableCell className="truncate font-medium">{hostKeyName(hostKey)}</TableCell>
      <TableCell className="px-0 max-sm:hidden">{device ? <CountryCode code={device.country} /> : '–'}</TableCell>
      <TableCell className="truncate font-mono max-lg:hidden">{endpoint}</TableCell>
      <TableCell className="truncate font-mono text-muted-foreground max-[1400px]:hidden">{algorithm}</TableCell>
      <TableCell className="truncate font-mono" title={fingerprint}>
        {fingerprint}
      </TableCell>
      <TableCell className="truncate text-muted-foreground max-md:hidden">
        <TimeAgo at={acceptedAt ?? firstSeenAt} />, {acceptedHow(pinned)}
      </TableCell>
      {forgets && (
        <ActionsCell>
          <ForgetKey hostKey={hostKey} />
        </ActionsCell>
      )}
    </TableRow>
  );
}
