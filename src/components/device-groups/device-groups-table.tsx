'use client';
import { formatNumber } from '@/domain/format';
import { Badge } from '../ui/badge';
import { ActionsCell, ActionsHead, HeaderRow, Table, TableBody, TableCell, TableHead, TableRow } from '../ui/table';
import { TimeAgo } from '../ui/time';
import { type DeviceGroup, deletedWords, membersWords } from './device-group';
import { DeviceGroupMenu } from './device-group-menu';
import { GroupSize } from './group-size';

interface TableProps {
  groups: readonly DeviceGroup[];
  onShow: (id: string) => void;
  onEdit: ((group: DeviceGroup) => void) | undefined;
}

export function DeviceGroupsTable({ groups, onShow, onEdit }: TableProps) {
  return (
    <Table aria-label="Device groups" className="table-fixed">
      <HeaderRow>
        <TableHead className="w-1/4 max-sm:w-auto">Name</TableHead>
        <TableHead className="max-sm:hidden">Devices are</TableHead>
        <TableHead className="w-20 text-right">Now</TableHead>
        <TableHead className="max-lg:hidden">Description</TableHead>
        <TableHead className="w-28 max-md:hidden">Changed</TableHead>
        <ActionsHead className="w-10" />
      </HeaderRow>
      <TableBody>
        {groups.map((group) => (
          <TableRow key={group.id} data-testid="group-row" data-group={group.name}>
            <TableCell className="truncate">
              <button
                type="button"
                className="max-w-full truncate font-medium hover:underline"
                onClick={() => onShow(group.id)}
              >
                {group.name}
              </button>
            </TableCell>
            <TableCell className="max-sm:hidden">
              <Members group={group} />
            </TableCell>
            <TableCell className="text-right tabular-nums">
              <GroupSize id={group.id} />
            </TableCell>
            <TableCell className="truncate text-muted-foreground max-lg:hidden" title={group.description ?? undefined}>
              {group.description}
            </TableCell>
            <TableCell className="max-md:hidden">
              <TimeAgo at={group.updatedAt} className="text-muted-foreground" />
            </TableCell>
            <ActionsCell>
              <DeviceGroupMenu group={group} onEdit={onEdit && (() => onEdit(group))} />
            </ActionsCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Members({ group }: { group: DeviceGroup }) {
  const deleted = deletedWords(group);
  return (
    <span className="flex items-center gap-2">
      <span className="truncate" title={membersWords(group)}>
        {membersWords(group)}
      </span>
      {deleted && (
        <Badge variant="warning" title={deleted}>
          {formatNumber(group.deletedDevices)} deleted
        </Badge>
      )}
    </span>
  );
}
