'use client';
import { useEffect } from 'react';
import { isFinalJobState } from '@/domain/job';
import { percentOf } from '@/domain/progress';
import { useLiveJob } from './progress-context';
import { jobView } from './state-catalogue';

/** The percentage in the browser's tab, for whoever watches from elsewhere. */
export function JobTitle() {
  const title = useLiveJob(({ head, progress }) => {
    const prefix = isFinalJobState(progress.state) ? jobView(progress).label : `${percentOf(progress.counts)} %`;
    return `${prefix} · ${head.title} · Area Zero`;
  });
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
