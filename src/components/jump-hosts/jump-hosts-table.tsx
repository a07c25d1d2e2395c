'use client';
import { formatNumber } from '@/domain/format';
import { api } from '../shell/api';
import { ActionsCell, ActionsHead, HeaderRow, Table, TableBody, TableCell, TableHead, TableRow } from '../ui/table';
import type { JumpHost } from './jump-host';
import { JumpHostMenu } from './jump-host-menu';

const SSH_PORT = 22;

export function JumpHostsTable(props: {
  jumpHosts: readonly JumpHost[];
  onEdit: ((jumpHost: JumpHost) => void) | undefined;
}) {
  const { jumpHosts, onEdit } = props;
  const credentials = api.credentials.names.useQuery();
  const credentialName = (id: string) => credentials.data?.find((each) => each.id === id)?.name ?? '–';
  const nameOf = (id: string | null) => jumpHosts.find((each) => each.id === id)?.name ?? '–';
  return (
    <Table aria-label="Jump hosts">
      <HeaderRow>
        <TableHead>Name</TableHead>
        <TableHead>Address</TableHead>
        <TableHead className="max-sm:hidden">Credential</TableHead>
        <TableHead className="max-md:hidden">Behind</TableHead>
        <TableHead className="text-right max-md:hidden">Sessions at most</TableHead>
        <TableHead className="text-right">Devices</TableHead>
        <ActionsHead className="w-10" />
      </HeaderRow>
      <TableBody>
        {jumpHosts.map((jumpHost) => (
          <TableRow key={jumpHost.id} data-testid="jump-host-row" data-jump-host={jumpHost.name}>
            <TableCell className="max-w-72 truncate max-sm:max-w-28">
              {onEdit ? (
                <button
                  type="button"
                  className="max-w-full truncate align-middle font-medium hover:underline"
                  onClick={() => onEdit(jumpHost)}
                >
                  {jumpHost.name}
                </button>
              ) : (
                <span className="font-medium">{jumpHost.name}</span>
              )}
            </TableCell>
            <TableCell className="max-w-72 truncate font-mono max-sm:max-w-28">
              {jumpHost.address}
              {jumpHost.port !== SSH_PORT && <span className="text-muted-foreground">:{jumpHost.port}</span>}
            </TableCell>
            <TableCell className="max-w-48 truncate max-sm:hidden">{credentialName(jumpHost.credentialId)}</TableCell>
            <TableCell className="max-w-48 truncate max-md:hidden">{nameOf(jumpHost.viaId)}</TableCell>
            <TableCell className="text-right tabular-nums max-md:hidden">
              {formatNumber(jumpHost.maxSessions)}
            </TableCell>
            <TableCell className="text-right tabular-nums">{formatNumber(jumpHost.devices)}</TableCell>
            <ActionsCell>
              <JumpHostMenu jumpHost={jumpHost} onEdit={onEdit && (() => onEdit(jumpHost))} />
            </ActionsCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
