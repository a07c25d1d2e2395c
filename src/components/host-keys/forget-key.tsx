'use client';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';
import { Button } from '../ui/button';
import { KeyPair } from './key-pair';
import { type HostKey, hostKeyName } from './use-host-keys';

/** For a router that is gone for good, or whose address another one has now. */
export function ForgetKey({ hostKey }: { hostKey: HostKey }) {
  const [asking, setAsking] = useState(false);
  const utils = api.useUtils();
  const name = hostKeyName(hostKey);
  const forget = api.hostKeys.forget.useMutation({
    onSuccess: () => toast.success(`Forgot the key of ${name}`),
    onError: (error) => toast.error('Not forgotten', { description: error.message }),
    onSettled: async () => {
      await utils.hostKeys.invalidate();
      setAsking(false);
    },
  });
  return (
    <>
      <Button variant="ghost" size="iconSm" aria-label={`Forget the key of ${name}`} onClick={() => setAsking(true)}>
        <Trash2 />
      </Button>
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setAsking(false)}
          title={`Forget the key of ${name}?`}
          description={
            <div className="grid gap-3">
              <KeyPair hostKey={hostKey} narrow />
              <p>
                The next key that this address shows counts as its first one: it is pinned without a question under the
                policy "first use", and waits for an admin under "strict".
              </p>
            </div>
          }
          action="Forget this key"
          danger
          pending={forget.isPending}
          onConfirm={() => forget.mutate({ endpoint: hostKey.endpoint })}
        />
      )}
    </>
  );
}
