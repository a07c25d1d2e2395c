'use client';
import { History } from 'lucide-react';
import { isFinalJobState } from '@/domain/job';
import { Button } from '../ui/button';
import { useLiveJob } from './progress-context';
import { useReplaying } from './replay-context';
import { useMomentParam } from './use-replay';

/** From a finished job to its beginning. */
export function ReplayButton() {
  const replaying = useReplaying();
  const ended = useLiveJob(({ progress }) => progress.endedAt !== null && isFinalJobState(progress.state));
  const [, setMoment] = useMomentParam();
  if (replaying || !ended) return null;
  return (
    <Button onClick={() => void setMoment('0')} title="See how the job went, second by second">
      <History /> Replay
    </Button>
  );
}
