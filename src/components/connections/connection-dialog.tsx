'use client';
import { Check, LoaderCircle, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ConnectionReport } from '@/domain/connection-test';
import { Alert } from '../ui/alert';
import { ConfirmDialog } from '../ui/alert-dialog';
import { cn } from '../ui/cn';
import { hopsOf, outcomeOf, STEP_WORDS, stepDuration } from './step-words';

export interface ConnectionDialogProps {
  title: string;
  /** Absent while it runs. */
  report: ConnectionReport | undefined;
  /** What the server said where there is no report. */
  error: string | undefined;
  /** What the device itself is called among the steps. */
  deviceName?: string;
  /** Stands above the steps. */
  children?: ReactNode;
  action?: string;
  pending: boolean;
  onAction: () => void;
  onClose: () => void;
}

/** How far a connection came, step by step. */
export function ConnectionDialog({ report, error, children, ...props }: ConnectionDialogProps) {
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      back="Close"
      action={props.action ?? 'Test again'}
      pending={props.pending}
      onConfirm={props.onAction}
      description={
        <div className="grid gap-3 text-foreground" aria-live="polite" data-testid="connection-report">
          {error !== undefined && <Alert variant="danger">{error}</Alert>}
          {!report && error === undefined && (
            <p className="flex items-center gap-2 text-muted-foreground">
              <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-none" /> Connecting
            </p>
          )}
          {children}
          {report && <Steps report={report} deviceName={props.deviceName} />}
          {report && (
            <p className={cn('break-words', report.failure ? 'text-state-failed' : 'text-muted-foreground')}>
              {outcomeOf(report)}
            </p>
          )}
        </div>
      }
    />
  );
}

function Steps({ report, deviceName }: { report: ConnectionReport; deviceName: string | undefined }) {
  return hopsOf(report).map(({ jumpHost, steps }) => (
    // A device's name is looked up before its jump hosts are called: the same hop may come twice.
    <section key={`${jumpHost}-${steps[0]?.step}`} aria-label={jumpHost ?? deviceName}>
      <h3 className="text-muted-foreground text-xs">{jumpHost === null ? deviceName : `Jump host ${jumpHost}`}</h3>
      <ol>
        {steps.map(({ step, ok, durationMs }) => (
          <li key={step} className="flex h-7 items-center gap-2" data-step={step} data-ok={ok}>
            {ok ? (
              <Check aria-label="done" className="size-3.5 text-state-completed" />
            ) : (
              <X aria-label="failed" className="size-3.5 text-state-failed" />
            )}
            <span className={cn('flex-1', !ok && 'font-medium text-state-failed')}>{STEP_WORDS[step]}</span>
            <span className="text-muted-foreground tabular-nums">{stepDuration(durationMs)}</span>
          </li>
        ))}
      </ol>
    </section>
  ));
}
