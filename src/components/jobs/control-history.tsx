'use client';
import { formatExact } from '@/domain/format';
import type { ControlAction } from '@/domain/job-record-schema';
import { Card, CardHeader, CardTitle } from '../ui/card';
import { useLiveJob } from './progress-context';

export const CONTROL_WORDS = {
  pause: 'paused',
  resume: 'resumed',
  cancel: 'canceled',
  stop_after_batch: 'asked to stop after the batch',
} satisfies Record<ControlAction, string>;

/** Who asked what of the job, and when. */
export function ControlHistory() {
  const controls = useLiveJob((job) => job.progress.record.controls);
  const { createdBy, createdAt } = useLiveJob((job) => job.head);
  const entries = [{ word: 'started', by: createdBy, at: createdAt }].concat(
    controls.map(({ action, by, at }) => ({ word: CONTROL_WORDS[action], by, at })),
  );
  return (
    <Card data-testid="control-history">
      <CardHeader>
        <CardTitle>Who did what</CardTitle>
      </CardHeader>
      <ol className="grid gap-1.5 px-4 py-3 text-xs">
        {entries.map(({ word, by, at }) => (
          <li key={`${at} ${word}`} className="flex flex-wrap items-baseline gap-x-3">
            <time dateTime={at} className="w-48 text-muted-foreground tabular-nums">
              {formatExact(at)}
            </time>
            <span>
              <span className="font-medium">{by}</span> {word}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
