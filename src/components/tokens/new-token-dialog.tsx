'use client';
import { ShownOnceDialog } from '../settings/shown-once-dialog';
import type { NewToken } from './token-form';

export function NewTokenDialog({ made, onClose }: { made: NewToken; onClose: () => void }) {
  return (
    <ShownOnceDialog title={`Token ${made.name}`} noun="token" secret={made.token} onClose={onClose}>
      <p>It goes into a header of each request, here from a variable, so that it stays out of the shell's history:</p>
      <pre className="whitespace-pre-wrap break-all rounded-md border bg-muted px-3 py-2 font-mono text-xs">
        {`curl -H "Authorization: Bearer $TOKEN" \\\n  ${window.location.origin}/api/trpc/account.me`}
      </pre>
      <p className="text-muted-foreground text-xs">
        For websockets it goes into the tRPC <code>connectionParams</code> as <code>token</code>.
      </p>
    </ShownOnceDialog>
  );
}
