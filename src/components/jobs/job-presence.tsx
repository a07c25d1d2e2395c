'use client';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { toast } from 'sonner';
import { doneOf } from '@/domain/progress';
import { useMe } from '../account/use-me';
import { showTabIcon, showTabTitle } from './browser-tab';
import { CONTROL_WORDS } from './control-history';
import { jobIcon } from './job-icon';
import { type JobGist, jobTitleText } from './job-title-text';
import { shallowEqual, useLiveJob } from './progress-context';
import { useRecentJobs } from './use-job-list';

/** The job in the browser's tab, for whoever watches from elsewhere, and a word about what others do to it. */
export function JobPresence() {
  const job = useFreshest();
  const title = jobTitleText(job);
  const icon = jobIcon(job);
  // Let go of before the next page's title comes, which is that of its own.
  useLayoutEffect(() => showTabTitle(title), [title]);
  useLayoutEffect(() => showTabIcon(icon), [icon]);
  useControlToasts();
  return null;
}

/** Over HTTP a page that nobody looks at lets go of its stream; the list of jobs is still asked for. */
function useFreshest(): JobGist {
  const live = useLiveJob(
    ({ head, progress: { state, outcome, counts } }) => ({
      jobId: head.jobId,
      title: head.title,
      state,
      outcome,
      counts,
    }),
    (a, b) => shallowEqual({ ...a, counts: 0 }, { ...b, counts: 0 }) && shallowEqual(a.counts, b.counts),
  );
  const listed = useRecentJobs().data?.items.find(({ jobId }) => jobId === live.jobId);
  return listed && doneOf(listed.counts) > doneOf(live.counts) ? listed : live;
}

/** What another person asked of this job since the page was opened. */
function useControlToasts(): void {
  const controls = useLiveJob((job) => job.progress.record.controls);
  const { me } = useMe();
  const seen = useRef(controls);
  useEffect(() => {
    if (!me || seen.current === controls) return;
    const known = new Set(seen.current.map(({ at, action }) => `${at} ${action}`));
    seen.current = controls;
    for (const { action, by, at } of controls) {
      if (by !== me.name && !known.has(`${at} ${action}`)) toast(`${sentence(CONTROL_WORDS[action])} by ${by}`);
    }
  }, [controls, me]);
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
