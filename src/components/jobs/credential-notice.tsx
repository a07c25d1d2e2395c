'use client';
import { MAX_FAILED_LOGINS } from '@/domain/stop-rule';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { formatCount } from '../ui/format';
import { useLiveJob } from './progress-context';
import { CREDENTIAL_SUSPECT } from './reason-words';

/** Credentials that the guard took out of this job: which, after how many failed logins, and what to do. */
export function CredentialNotice() {
  const suspended = useLiveJob((job) => job.progress.record.suspended);
  const skipped = useLiveJob(({ progress }) =>
    suspended.length === 0 ? 0 : progress.devices.filter(({ reason }) => reason === CREDENTIAL_SUSPECT).length,
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

/** Only admins may list credentials; for others an id has to do. */
function useCredentialNames(enabled: boolean): (id: string) => string {
  const { can } = useMe();
  const { data } = api.credentials.list.useQuery(undefined, { enabled: enabled && can('admin') });
  return (id) => data?.find((credential) => credential.id === id)?.name ?? id;
}
