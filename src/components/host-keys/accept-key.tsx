'use client';
import { ShieldCheck, X } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';
import { Button } from '../ui/button';
import { KeyPair } from './key-pair';
import { type HostKey, hostKeyName } from './use-host-keys';

/** Asks with both fingerprints before the eyes; what is accepted is the key that stands there, or nothing. */
export function AcceptKey({ hostKey }: { hostKey: HostKey }) {
  const [seen, setSeen] = useState<HostKey | null>(null);
  const utils = api.useUtils();
  const accept = api.hostKeys.accept.useMutation({
    onSuccess: ({ endpoint }) => toast.success(`Accepted the key of ${endpoint}`),
    onError: (error) => toast.error('Not accepted', { description: error.message }),
    onSettled: async () => {
      await utils.hostKeys.invalidate();
      setSeen(null);
    },
  });
  return (
    <>
      <Button
        variant="primary"
        size="sm"
        onClick={() => setSeen(hostKey)}
        aria-label={`Accept ${hostKeyName(hostKey)}`}
      >
        <ShieldCheck /> Accept…
      </Button>
      {seen?.offered && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setSeen(null)}
          title={
            seen.pinned ? `Accept another key for ${hostKeyName(seen)}?` : `Trust this key of ${hostKeyName(seen)}?`
          }
          description={<Question hostKey={seen} />}
          action={seen.pinned ? 'Replace the pinned key' : 'Trust this key'}
          danger={seen.pinned !== null}
          pending={accept.isPending}
          onConfirm={() => accept.mutate({ endpoint: seen.endpoint, fingerprint: seen.offered?.fingerprint ?? '' })}
        />
      )}
    </>
  );
}

function Question({ hostKey }: { hostKey: HostKey }) {
  return (
    <div className="grid gap-3">
      <p>
        {hostKey.pinned
          ? 'Either this router was replaced, reset or given new keys, or something stands between it and this portal and would be handed the password at the next login.'
          : 'No key of this router has been accepted yet. Whoever answers with this key will be handed its password at the next login.'}
      </p>
      <div className="rounded-md border bg-muted/40 p-3">
        <p className="mb-2.5 break-all font-mono text-foreground text-xs">{hostKey.endpoint}</p>
        <KeyPair hostKey={hostKey} narrow />
      </div>
      <p>
        Compare the offered fingerprint with the one that the router shows on its console. If you do not know why it
        changed, do not accept it. Your name is kept with this decision.
      </p>
    </div>
  );
}

/** Drops the offer. Nothing becomes trusted or untrusted by it. */
export function RejectKey({ hostKey }: { hostKey: HostKey }) {
  const utils = api.useUtils();
  const reject = api.hostKeys.reject.useMutation({
    onSuccess: ({ endpoint }) =>
      toast.success(`Rejected the key of ${endpoint}`, { description: 'It waits here again when it is shown again.' }),
    onError: (error) => toast.error('Not rejected', { description: error.message }),
    onSettled: () => utils.hostKeys.invalidate(),
  });
  return (
    <Button
      size="sm"
      disabled={reject.isPending}
      onClick={() => reject.mutate({ endpoint: hostKey.endpoint })}
      aria-label={`Reject ${hostKeyName(hostKey)}`}
    >
      <X /> Reject
    </Button>
  );
}
