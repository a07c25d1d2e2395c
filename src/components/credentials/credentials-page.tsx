'use client';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { ListStates } from '../ui/list-states';
import { EmptyState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import type { Editing } from './credential';
import { CredentialSheet } from './credential-sheet';
import { CredentialsTable } from './credentials-table';

/** How the portal logs in to routers. Secrets go in and never come out. */
export function CredentialsPage() {
  const { me, can } = useMe();
  const admin = can('admin');
  const list = api.credentials.list.useQuery(undefined, { enabled: admin });
  const [editing, setEditing] = useState<Editing>(null);
  const add = (
    <Button variant="primary" onClick={() => setEditing('new')}>
      <Plus /> Add credential
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Credentials"
        note={list.data && formatCount(list.data.length, 'credential')}
        actions={admin && add}
      />
      {me && !admin ? (
        <Alert>Credentials are for admins. Your role is {me.role}.</Alert>
      ) : (
        <ListStates
          what="credentials"
          query={list}
          items={list.data}
          rows={3}
          empty={
            <EmptyState icon={KeyRound} title="No credential yet" actions={add}>
              A credential is a user name with a password or a key. Devices refer to it by name.
            </EmptyState>
          }
        >
          {(items) => <CredentialsTable credentials={items} onEdit={setEditing} />}
        </ListStates>
      )}
      <CredentialSheet editing={editing} onClose={() => setEditing(null)} />
    </>
  );
}
