'use client';
import { toast } from 'sonner';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';
import { TimeAgo } from '../ui/time';
import type { Token } from './token';

export function RevokeToken({ token, onClose }: { token: Token; onClose: () => void }) {
  const utils = api.useUtils();
  const revoke = api.tokens.revoke.useMutation({
    onSuccess: async () => {
      await utils.tokens.invalidate();
      toast.success(`Revoked ${token.name}`);
      onClose();
    },
    onError: (error) => toast.error('Not revoked', { description: error.message }),
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${token.name}?`}
      description={
        <>
          Its next request is refused at once, and its open connections end within seconds. Jobs that it started go on.
          It cannot be brought back: the program needs another token.{' '}
          {token.lastUsedAt ? (
            <>
              It was last used <TimeAgo at={token.lastUsedAt} />.
            </>
          ) : (
            'It was never used.'
          )}
        </>
      }
      action="Revoke token"
      danger
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate({ id: token.id })}
    />
  );
}
