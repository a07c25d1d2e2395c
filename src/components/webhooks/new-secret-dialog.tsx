'use client';
import { formatExact } from '@/domain/format';
import { ShownOnceDialog } from '../settings/shown-once-dialog';
import type { NewSecret } from './webhook';

export function NewSecretDialog({ made, onClose }: { made: NewSecret; onClose: () => void }) {
  return (
    <ShownOnceDialog
      title={`Signing secret of ${made.name}`}
      noun="signing secret"
      secret={made.secret}
      onClose={onClose}
    >
      <p>
        The receiver needs it to tell that a message is from this portal: the header{' '}
        <code className="font-mono text-xs">webhook-signature</code> is an HMAC-SHA-256 of id, time and body (Standard
        Webhooks). docs/operations.md shows how to check it in a few lines.
      </p>
      {made.previousUntil && (
        <p>
          Until {formatExact(made.previousUntil)} messages are signed with the secret before as well, so that none is
          lost while you bring this one there.
        </p>
      )}
    </ShownOnceDialog>
  );
}
