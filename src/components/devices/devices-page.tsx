'use client';
import { Plus, Router, SearchX, SquareStack, Upload } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { DeviceFilter } from '@/domain/device-schema';
import { formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { DeviceGroupSheet } from '../device-groups/device-group-sheet';
import { GroupSelect } from '../device-groups/group-select';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { EmptyState, ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { SkeletonRows } from '../ui/skeleton';
import { DeviceFilterFields } from './device-filter-fields';
import { DeviceSheet } from './device-sheet';
import { DevicesTable } from './devices-table';
import { ExportMenu } from './export-menu';
import { SelectionBar } from './selection-bar';
import { type Editing, useDeviceFilter, useDeviceList } from './use-device-list';
import { useDeviceTicks } from './use-device-ticks';

export function DevicesPage() {
  const { filter, setFilter, filtered, groupId, setGroup } = useDeviceFilter();
  const list = useDeviceList(filter, groupId);
  const { can } = useMe();
  const [editing, setEditing] = useState<Editing>(null);
  const ticks = useDeviceTicks(list);
  return (
    <>
      <PageHeader
        title="Devices"
        note={list.isSuccess && formatCount(list.total, 'device')}
        actions={
          <>
            <ExportMenu filter={filter} groupId={groupId} />
            <Button asChild>
              <Link href="/devices/groups">
                <SquareStack /> Groups
              </Link>
            </Button>
            {can('admin') && <AdminActions onAdd={() => setEditing('new')} />}
          </>
        }
      />
      <div className="flex flex-wrap gap-2">
        <DeviceFilterFields filter={filter} onChange={setFilter} />
        <GroupSelect value={groupId} onChange={(group) => void setGroup(group)} />
        {/* Within a group a filter is no selection of its own. */}
        {filtered && groupId === null && can('operator') && <SaveFilter filter={filter} />}
      </div>
      {list.error ? (
        <ErrorState
          title="The inventory could not be loaded"
          message={list.error.message}
          onRetry={() => void list.refetch()}
        />
      ) : list.isPending ? (
        <Card>
          <SkeletonRows rows={12} />
        </Card>
      ) : list.items.length === 0 ? (
        <Empty
          filtered={filtered || groupId !== null}
          admin={can('admin')}
          onClear={() => {
            void setFilter({});
            void setGroup(null);
          }}
          onAdd={() => setEditing('new')}
        />
      ) : (
        <DevicesTable list={list} ticks={ticks} onEdit={can('admin') ? setEditing : undefined} />
      )}
      <SelectionBar ticks={ticks} />
      <DeviceSheet editing={editing} onClose={() => setEditing(null)} />
    </>
  );
}

function SaveFilter({ filter }: { filter: DeviceFilter }) {
  const [saving, setSaving] = useState(false);
  return (
    <>
      <Button variant="ghost" onClick={() => setSaving(true)}>
        <SquareStack /> Save as group
      </Button>
      <DeviceGroupSheet editing={saving ? { filter } : null} onClose={() => setSaving(false)} />
    </>
  );
}

function AdminActions({ onAdd }: { onAdd: () => void }) {
  return (
    <>
      <Button asChild>
        <Link href="/devices/import">
          <Upload /> Import
        </Link>
      </Button>
      <Button variant="primary" onClick={onAdd}>
        <Plus /> Add device
      </Button>
    </>
  );
}

function Empty(props: { filtered: boolean; admin: boolean; onClear: () => void; onAdd: () => void }) {
  if (props.filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title="No device matches"
        actions={<Button onClick={props.onClear}>Clear filters</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={Router}
      title="The inventory is empty"
      actions={props.admin && <AdminActions onAdd={props.onAdd} />}
    >
      {props.admin
        ? 'Import a CSV or Excel file or a Google sheet, or add the first device by hand.'
        : 'An admin can import or add devices.'}
    </EmptyState>
  );
}
