'use client';
import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { formatCount } from '@/domain/format';
import { api, type Inputs } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';
import { Button, type ButtonProps } from '../ui/button';
import { useLiveJob } from './progress-context';
import { useReplaying } from './replay-context';
import { createStartKeys } from './start-keys';

/** Of the whole tab: a row of a long table comes and goes as it is scrolled. */
const keys = createStartKeys();

interface RetryProps extends Pick<ButtonProps, 'variant' | 'size'> {
  scope: 'failed' | 'unfinished' | 'batch';
  batch?: number;
  /** Of those in scope only these. */
  only?: Pick<Inputs['jobs']['retry'], 'failure' | 'platform' | 'country'>;
  label: string;
  /** Devices that the new job would have. */
  count: number;
}

/** Starts a new job for some devices of this ended one, and goes to its page. */
export function RetryButton({ scope, batch, only, label, count, variant = 'primary', size }: RetryProps) {
  const router = useRouter();
  const head = useLiveJob((job) => job.head);
  const changing = head.commands.some((command) => command.kind === 'change');
  const replaying = useReplaying();
  const [asking, setAsking] = useState(false);
  const retry = api.jobs.retry.useMutation({
    onSuccess: ({ jobId }, { idempotencyKey }) => {
      keys.settled(idempotencyKey);
      router.push(`/jobs/${jobId}`);
    },
    onError: (error) => toast.error('Not started', { description: error.message }),
  });
  // Until the page of the new job is there.
  const busy = retry.isPending || (retry.isSuccess && retry.variables.jobId === head.jobId);
  const start = () => {
    const intent = { jobId: head.jobId, scope, batch, ...only };
    const idempotencyKey = keys.keyOf(intent);
    retry.mutate({ ...intent, ...(changing ? { confirmDevices: count } : {}), idempotencyKey });
  };
  if (replaying) return null;
  return (
    <>
      <Button
        variant={variant}
        size={size}
        aria-label={batch === undefined ? undefined : `${label} of batch ${batch}`}
        disabled={busy}
        onClick={() => (changing ? setAsking(true) : start())}
      >
        <RotateCw /> {label}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Send changing commands to ${formatCount(count, 'device')} again?`}
        description="Some of these may have taken effect already. A changing command is sent again only because you say so."
        action={label}
        danger
        pending={busy}
        onConfirm={start}
      />
    </>
  );
}
