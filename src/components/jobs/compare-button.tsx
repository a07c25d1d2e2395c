'use client';
import { GitCompareArrows } from 'lucide-react';
import { NavigationLink } from '../shell/navigation-link';
import { Button } from '../ui/button';
import { useLiveJob } from './progress-context';

/** To the comparison with another run; a retry is compared with the job that it repeats. */
export function CompareButton() {
  const { jobId, retryOf } = useLiveJob((job) => job.head);
  return (
    <Button asChild>
      <NavigationLink href={retryOf ? `/jobs/compare?a=${retryOf}&b=${jobId}` : `/jobs/compare?b=${jobId}`}>
        <GitCompareArrows /> Compare
      </NavigationLink>
    </Button>
  );
}
