'use client';
import { formatCount } from '@/domain/format';
import type { DeviceProgress } from '@/domain/progress';
import { parseReason } from '@/domain/reason';
import { MAX_FAILED_LOGINS } from '@/domain/stop-rule';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { useLiveJob } from './progress-context';

/** Credentials that the guard took out of this job: which, after how many failed logins, and what to do. */
export function CredentialNotice() {
  const suspended = useLiveJob((job) => job.progress.record.suspended);
  const skipped = useLiveJob(({ progress }) =>
    suspended.length === 0 ? 0 : progress.devices.filter(isSuspect).length,
  );
  const nameOf = useCredentialNames(suspended.length > 0);
  if (suspended.length === 0) return null;
  return (
    <Alert variant="warning" data-testid="credential-notice" role="status">
      {suspended.map(({ credentialId, failedLogins }) => (
        <p key={credentialId} className="font-medium">
          Credential {nameOf(credentialId)} is suspended in this job: {formatCount(failedLogins, 'login')} with it
          failed
        </p>
      ))}
      <p className="text-muted-foreground">
        {skipped > 0 &&
          `${formatCount(skipped, 'device')} that ${skipped === 1 ? 'uses it was' : 'use it were'} skipped. `}
        After {MAX_FAILED_LOGINS} failed logins no further one is tried, because many routers lock an account at the
        third. Check the user name and password, then retry what is unfinished.
      </p>
    </Alert>
  );
}

const isSuspect = ({ reason }: DeviceProgress) => reason !== null && parseReason(reason)?.kind === 'credential_suspect';

/** A credential that was deleted meanwhile has no name any more. */
function useCredentialNames(enabled: boolean): (id: string) => string {
  const { data } = api.credentials.names.useQuery(undefined, { enabled });
  return (id) => data?.find((credential) => credential.id === id)?.name ?? id;
}
