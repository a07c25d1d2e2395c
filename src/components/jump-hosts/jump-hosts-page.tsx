'use client';
import { Plus, Waypoints } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { ListStates } from '../ui/list-states';
import { EmptyState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import type { Editing } from './jump-host';
import { JumpHostSheet } from './jump-host-sheet';
import { JumpHostsTable } from './jump-hosts-table';

/** Bastions: what devices are reached through that cannot be reached straight. */
export function JumpHostsPage() {
  const { can } = useMe();
  const admin = can('admin');
  const list = api.jumpHosts.list.useQuery();
  const [editing, setEditing] = useState<Editing>(null);
  const add = admin && (
    <Button variant="primary" onClick={() => setEditing('new')}>
      <Plus /> Add jump host
    </Button>
  );
  return (
    <>
      <PageHeader title="Jump hosts" note={list.data && formatCount(list.data.length, 'jump host')} actions={add} />
      <ListStates
        what="jump hosts"
        query={list}
        items={list.data}
        rows={3}
        empty={
          <EmptyState icon={Waypoints} title="No jump host" actions={add}>
            Devices that cannot be reached from here are reached through one (a bastion). Devices refer to it by name.
          </EmptyState>
        }
      >
        {(items) => <JumpHostsTable jumpHosts={items} onEdit={admin ? setEditing : undefined} />}
      </ListStates>
      <JumpHostSheet editing={editing} onClose={() => setEditing(null)} />
    </>
  );
}
