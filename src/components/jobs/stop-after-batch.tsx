'use client';
import { OctagonMinus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { formatCount, formatNumber } from '@/domain/format';
import type { JobProgress } from '@/domain/progress';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';
import { Button } from '../ui/button';
import { shallowEqual, useLiveJob } from './progress-context';

/** The last batch that was begun; 0 before the first. */
export function currentBatch(batches: JobProgress['batches']): number {
  return batches.findLast((batch) => batch.state !== 'pending')?.index ?? 0;
}

/** What is finished first: with a rolling job there is no batch to wait for. */
export function stopPoint(strategy: string, batch: number): string {
  return strategy === 'rolling' ? 'the running devices' : `batch ${formatNumber(Math.max(1, batch))}`;
}

/** Ends the job in good order: what is begun is finished, the rest is skipped. Gone once it was asked for. */
export function StopAfterBatchButton() {
  const { jobId, strategy } = useLiveJob((job) => job.head);
  const { batch, asked, running, waiting, later } = useLiveJob(({ progress, head }) => {
    const { batches, counts, record } = progress;
    const batch = currentBatch(batches);
    const waiting = head.strategy === 'rolling' ? 0 : (batches[batch - 1]?.counts.pending ?? 0);
    return {
      batch,
      asked: record.stopAfterBatch,
      running: counts.running,
      waiting,
      later: counts.pending - waiting,
    };
  }, shallowEqual);
  const [open, setOpen] = useState(false);
  const stop = api.jobs.stopAfterBatch.useMutation({
    onError: (error) => toast.error('Not stopped', { description: error.message }),
    onSettled: () => setOpen(false),
  });
  if (asked) return null;
  const first = formatCount(running + waiting, 'device');
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <OctagonMinus /> {strategy === 'rolling' ? 'Stop after running' : 'Stop after batch'}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Stop after ${stopPoint(strategy, batch)}?`}
        description={`${first} ${running + waiting === 1 ? 'runs' : 'run'} to the end; the other ${formatNumber(later)} will not be started. This cannot be taken back, but they can be run later as a retry.`}
        action={`Stop after ${stopPoint(strategy, batch)}`}
        back="Keep running"
        danger
        pending={stop.isPending}
        onConfirm={() => stop.mutate({ jobId })}
      />
    </>
  );
}
