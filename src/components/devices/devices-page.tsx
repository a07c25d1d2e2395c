'use client';
import type { RowSelectionState } from '@tanstack/react-table';
import { Plus, Router, SearchX, Upload } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useMe } from '../account/use-me';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { formatCount } from '../ui/format';
import { EmptyState, ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { SkeletonRows } from '../ui/skeleton';
import { DeviceFilterFields } from './device-filter-fields';
import { DeviceSheet } from './device-sheet';
import { DevicesTable } from './devices-table';
import { ExportMenu } from './export-menu';
import { SelectionBar } from './selection-bar';
import { type Editing, useDeviceFilter, useDeviceList } from './use-device-list';

export function DevicesPage() {
  const { filter, setFilter, filtered } = useDeviceFilter();
  const list = useDeviceList(filter);
  const { can } = useMe();
  const [editing, setEditing] = useState<Editing>(null);
  const [selected, setSelected] = useState<RowSelectionState>({});
  return (
    <>
      <PageHeader
        title="Devices"
        note={list.isSuccess && formatCount(list.total, 'device')}
        actions={
          <>
            <ExportMenu filter={filter} />
            {can('admin') && <AdminActions onAdd={() => setEditing('new')} />}
          </>
        }
      />
      <DeviceFilterFields filter={filter} onChange={setFilter} />
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
        <Empty filtered={filtered} admin={can('admin')} onClear={() => setFilter({})} onAdd={() => setEditing('new')} />
      ) : (
        <DevicesTable
          list={list}
          selected={selected}
          onSelect={setSelected}
          onEdit={can('admin') ? setEditing : undefined}
        />
      )}
      <SelectionBar ids={Object.keys(selected)} onClear={() => setSelected({})} />
      <DeviceSheet editing={editing} onClose={() => setEditing(null)} />
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
