'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { notifyEnd, useEndNotification } from './end-notification';
import { type Happening, happeningsBetween } from './job-happenings';
import { jobTitleText } from './job-title-text';
import { reasonWords } from './reason-words';
import { jobView } from './state-catalogue';
import { StateIcon } from './state-mark';
import { type JobListItem, useRecentJobs } from './use-job-list';

/** Says what happened elsewhere: a toast for a job whose page is not open, a notification for whoever is not here. */
export function JobWatch() {
  const jobs = useRecentJobs().data?.items;
  const { on: notifies } = useEndNotification();
  const pathname = usePathname();
  const router = useRouter();
  const before = useRef<readonly JobListItem[] | null>(null);
  useEffect(() => {
    if (!jobs) return;
    const happenings = before.current ? happeningsBetween(before.current, jobs) : [];
    before.current = jobs;
    for (const happening of happenings) {
      const { jobId } = happening.job;
      const open = () => router.push(`/jobs/${jobId}`);
      if (pathname !== `/jobs/${jobId}`) sayHere(happening, open);
      if (notifies && !document.hasFocus()) notifyEnd({ jobId, text: jobTitleText(happening.job), open });
    }
  }, [jobs, notifies, pathname, router]);
  return null;
}

function sayHere({ kind, job }: Happening, open: () => void): void {
  const view = jobView(job);
  const waiting = kind === 'waits' && job.stateReason ? reasonWords(job.stateReason) : null;
  toast(job.title, {
    id: `job-${job.jobId}`,
    icon: <StateIcon view={view} className="size-4" />,
    description: waiting ? `Waits for a person: ${waiting}` : endWords(job, view.label),
    action: { label: 'Open', onClick: open },
  });
}

function endWords({ counts }: JobListItem, label: string): string {
  const failed = counts.failed + counts.unknown;
  return failed > 0 ? `${label}, ${failed} failed` : label;
}
