import type { ReactNode } from 'react';
import { cn } from '../ui/cn';
import { TimeAgo } from '../ui/time';
import type { HostKey } from './use-host-keys';

/** Both keys of an endpoint, one above the other, so that the eye can compare them. `narrow`: their names stand above them. */
export function KeyPair({ hostKey, narrow = false }: { hostKey: HostKey; narrow?: boolean }) {
  const { pinned, offered } = hostKey;
  return (
    <dl className="grid gap-2.5 text-xs">
      <Key
        label="Pinned"
        narrow={narrow}
        algorithm={pinned?.algorithm}
        fingerprint={pinned?.fingerprint}
        note={
          pinned ? (
            <>
              since <TimeAgo at={pinned.acceptedAt ?? pinned.firstSeenAt} />, {acceptedHow(pinned)}
            </>
          ) : (
            'none: no key of this address has been accepted yet'
          )
        }
      />
      {offered && (
        <Key
          label="Offered"
          narrow={narrow}
          algorithm={offered.algorithm}
          fingerprint={offered.fingerprint}
          strong
          note={
            <>
              first <TimeAgo at={offered.firstSeenAt} />, last <TimeAgo at={offered.lastSeenAt} />
            </>
          }
        />
      )}
    </dl>
  );
}

export const acceptedHow = (pinned: NonNullable<HostKey['pinned']>): string =>
  pinned.acceptedBy === null ? 'trusted on first use' : `accepted by ${pinned.acceptedBy}`;

interface KeyProps {
  label: string;
  algorithm: string | undefined;
  fingerprint: string | undefined;
  note: ReactNode;
  narrow: boolean;
  strong?: boolean;
}

function Key({ label, algorithm, fingerprint, note, narrow, strong = false }: KeyProps) {
  return (
    <div
      data-key={label.toLowerCase()}
      className={cn('grid gap-x-3 gap-y-0.5', narrow || 'sm:grid-cols-[4rem_minmax(0,1fr)]')}
    >
      <dt className={strong ? 'font-medium text-state-paused' : 'text-muted-foreground'}>{label}</dt>
      <dd className="grid min-w-0 gap-0.5">
        {fingerprint && <code className="break-all font-mono text-foreground">{fingerprint}</code>}
        <span className="text-muted-foreground">
          {algorithm && <span className="font-mono">{algorithm}</span>}
          {algorithm && ' · '}
          {note}
        </span>
      </dd>
    </div>
  );
}
