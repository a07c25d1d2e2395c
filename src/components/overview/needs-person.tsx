'use client';
import { CircleCheck, CloudOff, KeyRound, ShieldAlert, ShieldQuestion } from 'lucide-react';
import Link from 'next/link';
import { formatCount, formatNumber } from '@/domain/format';
import { useMe } from '../account/use-me';
import { hostKeyName } from '../host-keys/use-host-keys';
import { JobCard } from '../jobs/job-card';
import { useWaitingJobs } from '../jobs/use-job-list';
import { api } from '../shell/api';
import { TimeAgo } from '../ui/time';
import { WaitingLine } from './waiting-line';
import { WaitingWebhooks, waitingWebhooks } from './waiting-webhooks';

/** Others may decide meanwhile. */
const REFRESH_MS = 10_000;
/** Named each; the rest is a number. */
const NAMED_KEYS = 4;

/** Whatever stands still until somebody decides: paused jobs, refused host keys, suspended credentials, webhooks (admins). */
export function NeedsPerson() {
  const jobs = useWaitingJobs();
  const keys = api.hostKeys.list.useQuery({ pending: true, limit: NAMED_KEYS }, { refetchInterval: REFRESH_MS });
  const credentials = api.overview.suspendedCredentials.useQuery(undefined, { refetchInterval: REFRESH_MS });
  const admin = useMe().can('admin');
  const webhooks = api.webhooks.list.useQuery(undefined, { enabled: admin, refetchInterval: REFRESH_MS });
  const error = keys.error ?? credentials.error ?? webhooks.error;
  const undelivered = webhooks.data?.items ?? [];
  const waiting =
    jobs.length + (keys.data?.total ?? 0) + (credentials.data?.length ?? 0) + waitingWebhooks(undelivered).length;
  const looking = keys.isPending || credentials.isPending || (admin && webhooks.isPending);
  if (waiting === 0 && looking && !error) return null;
  return (
    <section aria-labelledby="needs-person" data-testid="needs-person" className="grid gap-2">
      <h2 id="needs-person" className="font-medium">
        Needs a person{' '}
        {waiting > 0 && <span className="text-muted-foreground tabular-nums">({formatNumber(waiting)})</span>}
      </h2>
      {waiting === 0 && !error && <Nothing admin={admin} />}
      {error && (
        <WaitingLine icon={CloudOff} className="text-state-paused" title="Not everything could be looked up">
          {error.message}
        </WaitingLine>
      )}
      <div className="grid gap-3 empty:hidden 2xl:grid-cols-2 2xl:[&>:only-child]:col-span-2">
        {jobs.map((job) => (
          <JobCard key={job.jobId} job={job} />
        ))}
        <WaitingKeys keys={keys.data} />
        {credentials.data?.map(({ credentialId, name, failedLogins, at, jobId, title }) => (
          <WaitingLine
            key={credentialId}
            icon={KeyRound}
            className="text-state-paused"
            title={
              <Link href="/credentials" className="hover:underline">
                Credential {name} is suspect
              </Link>
            }
          >
            {formatCount(failedLogins, 'login')} failed in{' '}
            <Link href={`/jobs/${jobId}`} className="text-link hover:underline">
              {title}
            </Link>{' '}
            <TimeAgo at={at} />, so its other devices were skipped. Check its user name and password.
          </WaitingLine>
        ))}
        <WaitingWebhooks webhooks={undelivered} />
      </div>
    </section>
  );
}

function Nothing({ admin }: { admin: boolean }) {
  return (
    <p className="flex items-center gap-2 text-muted-foreground">
      <CircleCheck aria-hidden className="size-4 shrink-0 text-state-completed" />
      No job, host key{admin ? ', credential or webhook' : ' or credential'} waits for a decision.
    </p>
  );
}

interface PendingKeys {
  readonly items: readonly Parameters<typeof hostKeyName>[0][];
  readonly total: number;
}

function WaitingKeys({ keys }: { keys: PendingKeys | undefined }) {
  if (!keys || keys.total === 0) return null;
  const changed = keys.items.some(({ pinned }) => pinned !== null);
  const rest = keys.total - keys.items.length;
  return (
    <WaitingLine
      icon={changed ? ShieldAlert : ShieldQuestion}
      className={changed ? 'text-state-failed' : 'text-state-paused'}
      title={
        <Link href="/host-keys" className="hover:underline">
          {formatCount(keys.total, 'host key')} {keys.total === 1 ? 'waits' : 'wait'} for a decision
        </Link>
      }
    >
      {keys.items.map((key, index) => (
        <span key={key.endpoint}>
          {index > 0 && ', '}
          <Link href={`/host-keys?q=${encodeURIComponent(key.endpoint)}`} className="text-link hover:underline">
            {hostKeyName(key)}
          </Link>{' '}
          {key.pinned ? 'changed' : 'unknown'}
        </span>
      ))}
      {rest > 0 && ` and ${formatNumber(rest)} more`}
    </WaitingLine>
  );
}
