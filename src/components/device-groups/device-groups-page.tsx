'use client';
import { Plus, Router, SquareStack } from 'lucide-react';
import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useMe } from '../account/use-me';
import { api, type Inputs } from '../shell/api';
import { usePageQuery } from '../shell/page-query';
import { Button } from '../ui/button';
import { ListPage } from '../ui/list-page';
import type { DeviceGroup, Editing } from './device-group';
import { DeviceGroupDetails } from './device-group-details';
import { DeviceGroupSheet } from './device-group-sheet';
import { DeviceGroupsTable } from './device-groups-table';

const PAGE = 50;

/** Saved selections of devices. One that is looked at stands in the address. */
export function DeviceGroupsPage() {
  const { can } = useMe();
  const { client } = api.useUtils();
  const list = usePageQuery<NonNullable<Inputs['deviceGroups']['heads']>, DeviceGroup>({
    path: ['deviceGroups', 'heads'],
    input: { limit: PAGE },
    fetchPage: (input, signal) => client.deviceGroups.heads.query(input, { signal }),
  });
  const [shown, setShown] = useQueryState('group', parseAsString);
  const [editing, setEditing] = useState<Editing>(null);
  const add = can('operator') && (
    <Button variant="primary" onClick={() => setEditing({ filter: {} })}>
      <Plus /> New group
    </Button>
  );
  return (
    <>
      <ListPage
        title="Device groups"
        noun="group"
        list={list}
        back={
          <Button asChild>
            <Link href="/devices">
              <Router /> Devices
            </Link>
          </Button>
        }
        add={add}
        empty={{
          icon: SquareStack,
          text: 'A group is a saved selection of devices: whoever matches a filter, or a list that you tick in the inventory. Jobs and templates refer to it by name.',
        }}
      >
        {(items) => (
          <DeviceGroupsTable groups={items} onShow={setShown} onEdit={can('operator') ? setEditing : undefined} />
        )}
      </ListPage>
      <DeviceGroupDetails id={shown} onClose={() => void setShown(null)} />
      <DeviceGroupSheet editing={editing} onClose={() => setEditing(null)} />
    </>
  );
}
