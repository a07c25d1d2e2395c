'use client';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { formatCount } from '../ui/format';
import { EmptyState, ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { SkeletonRows } from '../ui/skeleton';
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
      ) : list.error ? (
        <ErrorState
          title="The credentials could not be loaded"
          message={list.error.message}
          onRetry={() => void list.refetch()}
        />
      ) : !list.data ? (
        <Card>
          <SkeletonRows rows={3} />
        </Card>
      ) : list.data.length === 0 ? (
        <EmptyState icon={KeyRound} title="No credential yet" actions={add}>
          A credential is a user name with a password or a key. Devices refer to it by name.
        </EmptyState>
      ) : (
        <CredentialsTable credentials={list.data} onEdit={setEditing} />
      )}
      <CredentialSheet editing={editing} onClose={() => setEditing(null)} />
    </>
  );
}
