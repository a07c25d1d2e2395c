'use client';
import { Ban, Pause, Play } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { toast } from 'sonner';
import { isFinalJobState } from '@/domain/job';
import { useMe } from '../account/use-me';
import { CancelDialog } from '../jobs/cancel-dialog';
import { api } from '../shell/api';
import type { PaletteChoice, PaletteGroup } from './palette-choices';

/** The job whose page this is; null on any other page. */
export function jobOfPath(pathname: string): string | null {
  const id = /^\/jobs\/([^/]+)/.exec(pathname)?.[1];
  return id === undefined || id === 'new' ? null : decodeURIComponent(id);
}

const sayWhy = (what: string) => (error: { message: string }) => toast.error(what, { description: error.message });

/** What may be done to the job at hand, by whoever may; and the question that comes before it is canceled. */
export function useJobAtHand(open: boolean): { group: PaletteGroup; dialog: ReactNode } {
  const jobId = jobOfPath(usePathname());
  const { can } = useMe();
  const enabled = open && jobId !== null && can('operator');
  // The page knows the job from its stream; this asks anew, since the palette stands outside of it.
  const { data: job } = api.jobs.get.useQuery({ jobId: jobId ?? '' }, { enabled, staleTime: 0 });
  const pause = api.jobs.pause.useMutation({ onError: sayWhy('Not paused') });
  const resume = api.jobs.resume.useMutation({ onError: sayWhy('Not resumed') });
  const [asking, setAsking] = useState(false);
  if (jobId === null || !job || !can('operator')) return { group: { title: '', choices: [] }, dialog: null };
  const { state, title, counts } = job;
  const choices: PaletteChoice[] = [];
  const add = (label: string, icon: PaletteChoice['icon'], run: () => void, note?: string) =>
    choices.push({ id: `job at hand ${label}`, label, icon, run, note });
  if (state === 'running') add('Pause this job', Pause, () => pause.mutate({ jobId }), 'running devices finish first');
  if (state === 'paused' || state === 'pausing') add('Resume this job', Play, () => resume.mutate({ jobId }));
  const cancelable = !isFinalJobState(state) && state !== 'canceling' && (state !== 'completing' || counts.running > 0);
  if (cancelable) add('Cancel this job …', Ban, () => setAsking(true), 'asks first');
  const { running, pending } = counts;
  return {
    group: { title, choices },
    dialog: <CancelDialog job={{ jobId, running, pending }} open={asking} onOpenChange={setAsking} />,
  };
}
