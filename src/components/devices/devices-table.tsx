'use client';
import { createColumnHelper, rowSelectionFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { PLATFORM_LABELS } from '@/domain/device';
import { ThroughJumpHost } from '../jump-hosts/through-jump-host';
import { Badge } from '../ui/badge';
import { Checkbox } from '../ui/checkbox';
import { cn } from '../ui/cn';
import { CountryCode } from '../ui/country';
import { Skeleton } from '../ui/skeleton';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '../ui/table';
import { VirtualBody } from '../ui/virtual-body';
import { DeviceRowMenu } from './device-row-menu';
import { SelectAll } from './select-all';
import type { Device, useDeviceList } from './use-device-list';
import type { DeviceTicks } from './use-device-ticks';

const ROW_PX = 32;

const features = tableFeatures({ rowSelectionFeature });
const helper = createColumnHelper<typeof features, Device>();

/** Width and alignment by column; on small screens the last ones give way, on wide ones an IPv6 address fits. */
const COLUMN_CLASSES: Record<string, string> = {
  select: 'w-10 pr-0',
  name: '',
  address: 'w-36 font-mono sm:w-52 min-[1900px]:w-88',
  country: 'w-16 max-sm:hidden',
  platform: 'w-52 max-md:hidden',
  site: 'w-32 max-lg:hidden min-[1900px]:w-64',
  tags: 'w-56 max-xl:hidden min-[1900px]:w-80',
  menu: 'w-10 px-1 text-right',
};

function columnsFor(onEdit: ((device: Device) => void) | undefined) {
  return helper.columns([
    helper.display({
      id: 'select',
      header: '',
      cell: ({ row }) => (
        <Checkbox
          aria-label={`Select ${row.original.name}`}
          checked={row.getIsSelected()}
          onCheckedChange={(checked) => row.toggleSelected(checked === true)}
        />
      ),
    }),
    helper.accessor('name', {
      header: 'Name',
      cell: ({ row }) =>
        onEdit ? (
          <button
            type="button"
            className="max-w-full truncate font-medium hover:underline"
            onClick={() => onEdit(row.original)}
          >
            {row.original.name}
          </button>
        ) : (
          <span className="font-medium">{row.original.name}</span>
        ),
    }),
    helper.display({ id: 'address', header: 'Address', cell: ({ row }) => <Address device={row.original} /> }),
    helper.accessor('country', { header: 'Country', cell: ({ row }) => <CountryCode code={row.original.country} /> }),
    helper.accessor('platform', { header: 'Platform', cell: ({ row }) => <Platform device={row.original} /> }),
    helper.accessor('site', { header: 'Site', cell: ({ row }) => row.original.site ?? '–' }),
    helper.display({ id: 'tags', header: 'Tags', cell: ({ row }) => <Tags tags={row.original.tags} /> }),
    helper.display({
      id: 'menu',
      header: () => <span className="sr-only">Actions</span>,
      cell: ({ row }) => <DeviceRowMenu device={row.original} onEdit={onEdit && (() => onEdit(row.original))} />,
    }),
  ]);
}

export interface DevicesTableProps {
  list: ReturnType<typeof useDeviceList>;
  ticks: DeviceTicks;
  onEdit: ((device: Device) => void) | undefined;
}

export function DevicesTable({ list, ticks, onEdit }: DevicesTableProps) {
  const { total, rowAt, loaded, show } = list;
  const selectAll = <SelectAll total={total} ticks={ticks} />;
  const columns = useMemo(() => columnsFor(onEdit), [onEdit]);
  const table = useTable({
    features,
    columns,
    data: loaded,
    getRowId: (device) => device.id,
    state: { rowSelection: ticks.rows },
    onRowSelectionChange: ticks.change,
  });
  const rows = new Map(table.getRowModel().rows.map((row) => [row.id, row]));
  return (
    <Table aria-label="Devices" aria-rowcount={total + 1} className="table-fixed" long>
      <TableHeader>
        {table.getHeaderGroups().map((group) => (
          <TableRow key={group.id} className="hover:bg-transparent">
            {group.headers.map((header) => (
              <TableHead key={header.id} className={cn(COLUMN_CLASSES[header.column.id], 'font-sans')}>
                {header.column.id === 'select' ? selectAll : <table.FlexRender header={header} />}
              </TableHead>
            ))}
          </TableRow>
        ))}
      </TableHeader>
      <VirtualBody
        count={total}
        rowHeightPx={ROW_PX}
        getKey={(index) => rowAt(index)?.id ?? String(index)}
        onShown={show}
      >
        {(index) => {
          const row = rows.get(rowAt(index)?.id ?? '');
          if (!row) return <RowToCome index={index} />;
          return (
            <TableRow
              data-testid="device-row"
              data-device={row.original.name}
              data-selected={row.getIsSelected()}
              aria-rowindex={index + 2}
            >
              {row.getAllCells().map((cell) => (
                <TableCell key={cell.id} className={cn('truncate', COLUMN_CLASSES[cell.column.id])}>
                  <table.FlexRender cell={cell} />
                </TableCell>
              ))}
            </TableRow>
          );
        }}
      </VirtualBody>
    </Table>
  );
}

/** Two cells, not as many as there are columns: those hidden on a small screen would come back through them. */
function RowToCome({ index }: { index: number }) {
  return (
    <TableRow aria-rowindex={index + 2} aria-busy className="hover:bg-transparent">
      <TableCell />
      <TableCell>
        <Skeleton className="h-2.5 w-1/2" />
      </TableCell>
    </TableRow>
  );
}

const SSH_PORT = 22;

function Address({ device }: { device: Device }) {
  return (
    <>
      {device.address}
      {device.port !== SSH_PORT && <span className="text-muted-foreground">:{device.port}</span>}
      {device.jumpHostId !== null && <ThroughJumpHost id={device.jumpHostId} />}
    </>
  );
}

/** Older algorithms are worth seeing: those devices want an update. */
function Platform({ device: { platform, algorithms } }: { device: Device }) {
  return (
    <>
      {PLATFORM_LABELS[platform]}
      {algorithms !== 'modern' && <span className="text-muted-foreground"> · {algorithms}</span>}
    </>
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <span className="flex gap-1 overflow-hidden" title={tags.join(', ')}>
      {tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </span>
  );
}
