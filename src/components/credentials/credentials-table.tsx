'use client';
import { Check } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { formatCount, formatNumber } from '@/domain/format';
import { api } from '../shell/api';
import { DeleteDialog } from '../ui/delete-dialog';
import { RowMenu } from '../ui/row-menu';
import { ActionsCell, ActionsHead, HeaderRow, Table, TableBody, TableCell, TableHead, TableRow } from '../ui/table';
import type { Credential } from './credential';

export function CredentialsTable(props: {
  credentials: readonly Credential[];
  onEdit: (credential: Credential) => void;
}) {
  return (
    <Table aria-label="Credentials">
      <HeaderRow>
        <TableHead>Name</TableHead>
        <TableHead>User name</TableHead>
        <TableHead className="max-sm:hidden">Password</TableHead>
        <TableHead className="max-sm:hidden">Private key</TableHead>
        <TableHead className="max-md:hidden">Enable password</TableHead>
        <TableHead className="max-lg:hidden">Realm</TableHead>
        <TableHead className="text-right max-lg:hidden">Logins per second</TableHead>
        <TableHead className="text-right">Devices</TableHead>
        <ActionsHead className="w-10" />
      </HeaderRow>
      <TableBody>
        {props.credentials.map((credential) => (
          <TableRow key={credential.id} data-testid="credential-row" data-credential={credential.name}>
            <TableCell className="max-w-72 truncate max-sm:max-w-32">
              <button
                type="button"
                className="max-w-full truncate align-middle font-medium hover:underline"
                onClick={() => props.onEdit(credential)}
              >
                {credential.name}
              </button>
            </TableCell>
            <TableCell className="max-w-52 truncate font-mono max-sm:max-w-24">{credential.username}</TableCell>
            <TableCell className="max-sm:hidden">
              <Secret set={credential.hasPassword} />
            </TableCell>
            <TableCell className="max-sm:hidden">
              <Secret set={credential.hasPrivateKey} note={credential.hasPassphrase ? 'with passphrase' : undefined} />
            </TableCell>
            <TableCell className="max-md:hidden">
              <Secret set={credential.hasEnablePassword} />
            </TableCell>
            <TableCell className="max-lg:hidden">{credential.realm ?? '–'}</TableCell>
            <TableCell className="text-right tabular-nums max-lg:hidden">{credential.loginsPerSecond ?? '–'}</TableCell>
            <TableCell className="text-right tabular-nums">{formatNumber(credential.devices)}</TableCell>
            <ActionsCell>
              <CredentialMenu credential={credential} onEdit={() => props.onEdit(credential)} />
            </ActionsCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Secret({ set, note }: { set: boolean; note?: string | undefined }) {
  if (!set) return <span className="text-muted-foreground">–</span>;
  return (
    <span className="inline-flex items-center gap-1">
      <Check aria-hidden className="size-3.5 text-state-completed" /> set{note && `, ${note}`}
    </span>
  );
}

function CredentialMenu({ credential, onEdit }: { credential: Credential; onEdit: () => void }) {
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <RowMenu name={credential.name} onEdit={onEdit} onDelete={() => setDeleting(true)} />
      {deleting && <DeleteCredential credential={credential} onClose={() => setDeleting(false)} />}
    </>
  );
}

function DeleteCredential({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const utils = api.useUtils();
  const remove = api.credentials.delete.useMutation({ onSuccess: () => utils.credentials.invalidate() });
  const inUse = (
    <>
      {formatCount(credential.devices, 'device logs', 'devices log')} in with it. Give them another credential first, by{' '}
      <Link href="/devices" className="text-link underline underline-offset-2">
        editing or importing
      </Link>
      .
    </>
  );
  return (
    <DeleteDialog
      name={credential.name}
      noun="credential"
      inUse={credential.devices > 0 ? inUse : null}
      consequence="Its secrets are forgotten for good. No device uses it."
      remove={() => remove.mutateAsync({ id: credential.id })}
      onClose={onClose}
    />
  );
}
