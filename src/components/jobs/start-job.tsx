'use client';
import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatNumber } from '@/domain/format';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import type { JobDraft } from './job-draft';
import { startSentence } from './plan-words';
import { createStartKeys } from './start-keys';
import type { usePlan } from './use-plan';

interface StartJobProps {
  draft: JobDraft;
  planning: ReturnType<typeof usePlan>;
  /** The template that the form was filled from. */
  templateId: string | null;
}

export function StartJob({ draft, planning, templateId }: StartJobProps) {
  const { plan, settled, input } = planning;
  const router = useRouter();
  const { me, can } = useMe();
  const [keys] = useState(createStartKeys);
  const [typed, setTyped] = useState('');
  const create = api.jobs.create.useMutation({
    onSuccess: ({ jobId }) => router.push(`/jobs/${jobId}`),
    // Most refusals mean that the plan is no longer what would happen.
    onError: () => planning.refetch(),
  });
  const expected = plan?.confirmDevices ?? null;
  const confirmed = expected === null || typed.trim() === String(expected);
  const ready = settled && plan !== null && input !== null && confirmed && can('operator');
  const start = () => {
    if (!ready || !input || !plan) return;
    const intent = {
      ...input,
      ...(draft.title.trim() ? { title: draft.title.trim() } : {}),
      ...(templateId === null ? {} : { templateId }),
    };
    create.mutate({
      ...intent,
      ...(expected === null ? {} : { confirmDevices: expected }),
      planHash: plan.planHash,
      idempotencyKey: keys.keyOf(intent),
    });
  };
  return (
    <div className="grid gap-3">
      {expected !== null && (
        <FormField
          label={`This changes routers. Type ${formatNumber(expected)}, the number of devices, to confirm`}
          error={typed !== '' && !confirmed ? `Expected ${expected}` : undefined}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              className="max-w-32 tabular-nums"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </FormField>
      )}
      {create.error && <Alert variant="danger">{create.error.message}</Alert>}
      <Button
        data-testid="start-job"
        variant="primary"
        size="lg"
        disabled={!ready || create.isPending || create.isSuccess}
        onClick={start}
      >
        <Play /> {create.isPending || create.isSuccess ? 'Starting' : 'Start job'}
      </Button>
      <p className="text-muted-foreground text-xs">
        {me && !can('operator')
          ? 'Starting a job needs the role operator.'
          : plan &&
            input &&
            `${startSentence({
              commands: plan.commands.length,
              devices: plan.totalDevices,
              batches: plan.totalBatches,
              floorMs: plan.devicesPerHour === null ? null : plan.earliestFinishMs,
            })}.`}
      </p>
    </div>
  );
}
