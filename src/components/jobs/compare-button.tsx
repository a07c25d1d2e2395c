'use client';
import { GitCompareArrows } from 'lucide-react';
import Link from 'next/link';
import { Button } from '../ui/button';
import { useLiveJob } from './progress-context';

/** To the comparison with another run; a retry is compared with the job that it repeats. */
export function CompareButton() {
  const { jobId, retryOf } = useLiveJob((job) => job.head);
  return (
    <Button asChild>
      <Link href={retryOf ? `/jobs/compare?a=${retryOf}&b=${jobId}` : `/jobs/compare?b=${jobId}`}>
        <GitCompareArrows /> Compare
      </Link>
    </Button>
  );
}
