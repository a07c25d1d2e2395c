'use client';
import { BookmarkPlus, RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { Button } from '../ui/button';
import { runAgain, templateOf } from './again';
import { useLiveJob } from './progress-context';

/** To the form of a new job, filled with this one. */
export function AgainButtons() {
  const jobId = useLiveJob((job) => job.head.jobId);
  return (
    <>
      <Button asChild>
        <Link href={runAgain(jobId)}>
          <RotateCcw /> Run again
        </Link>
      </Button>
      <Button asChild>
        <Link href={templateOf(jobId)}>
          <BookmarkPlus /> Save as template
        </Link>
      </Button>
    </>
  );
}
