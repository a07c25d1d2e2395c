'use client';
import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { useMe } from '../account/use-me';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { useLiveJob } from './progress-context';
import { useReplaying } from './replay-context';

/** Lets a paused job go on; absent for those who may not. */
export function ResumeButton({ children = 'Resume' }: { children?: ReactNode }) {
  const { can } = useMe();
  const replaying = useReplaying();
  const jobId = useLiveJob((job) => job.head.jobId);
  const resume = api.jobs.resume.useMutation({
    onError: (error) => toast.error('Not resumed', { description: error.message }),
  });
  if (!can('operator') || replaying) return null;
  return (
    <Button variant="primary" disabled={resume.isPending} onClick={() => resume.mutate({ jobId })}>
      <Play /> {children}
    </Button>
  );
}
