'use client';
import { Router } from 'lucide-react';
import { countryName } from '@/domain/format';
import { jobView } from '../jobs/state-catalogue';
import { useRecentJobs } from '../jobs/use-job-list';
import { api } from '../shell/api';
import { useDebounced } from '../ui/use-debounced';
import type { PaletteChoice, PaletteGroup } from './palette-choices';
import { useSavedChoices } from './use-saved-choices';

const MAX_FOUND = 6;
const DEBOUNCE_MS = 200;
/** The longest text that the api searches for. */
const MAX_TYPED = 100;

export interface PaletteSearch {
  readonly groups: readonly PaletteGroup[];
  readonly searching: boolean;
  readonly error: string | null;
}

/** Jobs and devices of the server that fit what was typed; the jobs at work while nothing is. */
export function usePaletteSearch(typed: string, go: (href: string) => void): PaletteSearch {
  const text = typed.trim().slice(0, MAX_TYPED);
  const search = useDebounced(text, DEBOUNCE_MS);
  const enabled = search !== '';
  const { active } = useRecentJobs();
  const jobs = api.jobs.list.useQuery({ search, limit: MAX_FOUND }, { enabled });
  const devices = api.devices.list.useQuery({ search, limit: MAX_FOUND }, { enabled });
  const saved = useSavedChoices(text, go);
  const settled = text === search;
  const foundJobs = text === '' ? active.slice(0, MAX_FOUND) : settled ? (jobs.data?.items ?? []) : [];
  const foundDevices = text !== '' && settled ? (devices.data?.items ?? []) : [];
  return {
    groups: [
      {
        title: text === '' ? 'Jobs at work' : 'Jobs',
        choices: foundJobs.map((job): PaletteChoice => {
          const view = jobView(job);
          const note = `${view.label} · ${job.percent} %`;
          const run = () => go(`/jobs/${job.jobId}`);
          return { id: `job ${job.jobId}`, label: job.title, icon: view.icon, iconClassName: view.text, note, run };
        }),
      },
      ...saved,
      {
        title: 'Devices',
        choices: foundDevices.map(
          ({ id, name, address, country }): PaletteChoice => ({
            id: `device ${id}`,
            label: name,
            icon: Router,
            note: `${address} · ${countryName(country)}`,
            run: () => go(`/devices?q=${encodeURIComponent(name)}`),
          }),
        ),
      },
    ],
    searching: text !== '' && (!settled || jobs.isFetching || devices.isFetching),
    error: settled && enabled ? ((jobs.error ?? devices.error)?.message ?? null) : null,
  };
}
