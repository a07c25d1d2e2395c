'use client';
import { type ReactNode, useState } from 'react';
import { FAILURE_KINDS } from '@/domain/failure';
import type { JobProgress } from '@/domain/progress';
import { type Reason, reasonText } from '@/domain/reason';
import { CredentialNotice } from '../jobs/credential-notice';
import { EndedNotice } from '../jobs/ended-notice';
import { FAILURE_VIEWS } from '../jobs/failure-catalogue';
import { PausedNotice } from '../jobs/paused-notice';
import { PhaseLine } from '../jobs/phase-line';
import { ProgressContext } from '../jobs/progress-context';
import { reasonWords } from '../jobs/reason-words';
import { StopRuleMeters } from '../jobs/stop-rule-meters';
import { Alert } from '../ui/alert';
import { counts, sampleStore } from './sample-jobs';
import { StatesGroup } from './states-group';

const stands = (state: JobProgress['state'], reason: Reason) => (progress: JobProgress) => {
  progress.state = state;
  progress.stateReason = reasonText(reason);
};

const PAUSES: readonly Reason[] = [
  { kind: 'canary_passed' },
  { kind: 'stop_rule', rule: 'failedPercent', value: 12, limit: 10 },
  { kind: 'away', minutes: 45 },
  { kind: 'restored' },
];

const NOTICES: readonly { readonly key: string; readonly change: (progress: JobProgress) => void }[] = [
  ...PAUSES.map((reason) => ({ key: `paused ${reason.kind}`, change: stands('paused', reason) })),
  { key: 'ending', change: stands('completing', { kind: 'deadline', ms: 3_600_000 }) },
  { key: 'failed', change: stands('failed', { kind: 'canary_failed', devices: 3 }) },
  {
    key: 'credential',
    change: (progress) => {
      const suspended = [{ credentialId: 'sample', failedLogins: 2, at: new Date().toISOString() }];
      progress.record = { ...progress.record, suspended, failuresInRow: 4, commandRefusals: 3 };
    },
  },
];

const REASONS: readonly Reason[] = [
  ...PAUSES,
  { kind: 'credential_suspect' },
  { kind: 'canary_failed', devices: 3 },
  { kind: 'deadline', ms: 3_600_000 },
  { kind: 'stopped_after_batch', batch: 4, by: 'operator@example.net' },
  { kind: 'person', by: 'operator@example.net' },
  { kind: 'portal_stopped' },
  { kind: 'portal_restarted' },
  { kind: 'retried', failure: 'busy' },
  { kind: 'internal' },
];

/** What is longer than a line: notices with their reasons, limits, failures with their advice. */
export function NoticeStates() {
  return (
    <>
      <StatesGroup title="Alerts">
        {(['info', 'warning', 'danger'] as const).map((variant) => (
          <Alert key={variant} variant={variant} role="note" className="w-full">
            {variant}: what happened, and what to do
          </Alert>
        ))}
      </StatesGroup>
      <StatesGroup title="Notices of a job">
        {NOTICES.map(({ key, change }) => (
          <Moment key={key} change={change}>
            <PausedNotice />
            <EndedNotice />
            <CredentialNotice />
          </Moment>
        ))}
      </StatesGroup>
      <StatesGroup title="Stop rules and phases">
        {[counts({ completed: 40 }), counts({ completed: 30, failed: 3 }), counts({ completed: 20, failed: 20 })].map(
          (own) => (
            <Moment key={own.failed} change={(progress) => Object.assign(progress, { counts: own })}>
              <StopRuleMeters />
              <PhaseLine />
            </Moment>
          ),
        )}
      </StatesGroup>
      <StatesGroup title="Reasons">
        {REASONS.map((reason) => (
          <span key={reason.kind} className="text-xs">
            {reasonWords(reasonText(reason))}
          </span>
        ))}
      </StatesGroup>
      <StatesGroup title="Failures">
        <dl className="grid w-full gap-x-4 gap-y-1 text-xs sm:grid-cols-[9rem_1fr]">
          {FAILURE_KINDS.map((kind) => (
            <div key={kind} className="contents">
              <dt className="text-state-failed">{FAILURE_VIEWS[kind].label}</dt>
              <dd className="text-muted-foreground max-sm:mb-1">{FAILURE_VIEWS[kind].advice}</dd>
            </div>
          ))}
        </dl>
      </StatesGroup>
    </>
  );
}

/** A job page's parts at one moment of a sample job. */
function Moment({ change, children }: { change: (progress: JobProgress) => void; children: ReactNode }) {
  const [store] = useState(() => sampleStore(change));
  return (
    <ProgressContext value={store}>
      <div className="grid w-full gap-2">{children}</div>
    </ProgressContext>
  );
}
