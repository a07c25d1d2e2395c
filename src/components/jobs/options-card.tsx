'use client';
import type { ReactNode } from 'react';
import { formatEstimate } from '@/domain/format';
import { MAX_FAILED_LOGINS } from '@/domain/stop-rule';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { canarySentence, ORDER_LABELS, PRIORITY_LABELS, stopSentence } from './options-words';
import { useLiveJob } from './progress-context';

/** Safety and order, as they were fixed when the job was made. */
export function OptionsCard() {
  const options = useLiveJob((job) => job.head.options);
  const canaryDevices = useLiveJob((job) => job.progress.batches[0]?.size ?? 0);
  const { canary, stopRules, retries, deadlineMs } = options;
  return (
    <Card data-testid="plan-options">
      <CardHeader>
        <CardTitle>Safety and order</CardTitle>
      </CardHeader>
      <FactList>
        <Fact name="Canary">{canary ? canarySentence(canary, canaryDevices) : 'none'}</Fact>
        <Fact name="Stop rules">{stopSentence(stopRules) ?? 'none'}</Fact>
        <Fact name="Credential guard">{MAX_FAILED_LOGINS} failed logins suspend a credential</Fact>
        <Fact name="Retries">
          {retries === 0 ? 'only of busy devices' : `up to ${retries} per device, never after a changing command`}
        </Fact>
        <Fact name="Order">{ORDER_LABELS[options.order]}</Fact>
        <Fact name="Priority">{PRIORITY_LABELS[options.priority]}</Fact>
        <Fact name="Deadline">{deadlineMs === null ? 'none' : `${formatEstimate(deadlineMs)} after the start`}</Fact>
      </FactList>
    </Card>
  );
}

export function FactList({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 px-4 py-3 text-xs">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 tabular-nums">{children}</dd>
    </>
  );
}
