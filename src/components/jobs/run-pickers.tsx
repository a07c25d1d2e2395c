'use client';
import { ArrowLeftRight } from 'lucide-react';
import Link from 'next/link';
import { formatClock, formatExact } from '@/domain/format';
import { api } from '../shell/api';
import { Button } from '../ui/button';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { TimeAgo } from '../ui/time';
import { jobView } from './state-catalogue';
import { StateMark } from './state-mark';
import { useCompareParams } from './use-compare-params';
import type { JobListItem } from './use-job-list';

/** Runs to choose from: the newest ones, and whatever the address names. */
const OFFERED = 100;

/** The earlier run on the left, the later one on the right. */
export function RunPickers() {
  const [{ a, b }, setParams] = useCompareParams();
  return (
    <div className="grid items-end gap-3 sm:grid-cols-[1fr_auto_1fr]">
      <RunPicker label="Before" value={a} other={b} onPick={(next) => setParams({ a: next, command: null })} />
      <Button
        aria-label="Swap the two runs"
        className="max-sm:justify-self-center sm:mb-6"
        disabled={!a || !b}
        onClick={() => setParams({ a: b, b: a })}
      >
        <ArrowLeftRight />
      </Button>
      <RunPicker label="After" value={b} other={a} onPick={(next) => setParams({ b: next, command: null })} />
    </div>
  );
}

interface RunPickerProps {
  label: string;
  value: string | null;
  /** The run on the other side cannot be picked here as well. */
  other: string | null;
  onPick: (jobId: string) => void;
}

function RunPicker({ label, value, other, onPick }: RunPickerProps) {
  const { data } = api.jobs.list.useQuery({ limit: OFFERED });
  const jobs = data?.items ?? [];
  const listed = jobs.some(({ jobId }) => jobId === value);
  const { data: named, isError } = api.jobs.get.useQuery(
    { jobId: value ?? '' },
    { enabled: value !== null && data !== undefined && !listed, retry: false },
  );
  const picked = jobs.find(({ jobId }) => jobId === value) ?? named;
  return (
    <div className="grid min-w-0 gap-1">
      <span className="text-muted-foreground text-xs">{label}</span>
      <Select value={value ?? ''} onValueChange={onPick}>
        <SelectTrigger aria-label={label} className="w-full">
          <SelectValue placeholder="Pick a run" />
        </SelectTrigger>
        <SelectContent>
          {value !== null && !listed && (
            <SelectItem value={value}>{named?.title ?? (isError ? value : '…')}</SelectItem>
          )}
          {jobs.map((job) => (
            <SelectItem key={job.jobId} value={job.jobId} disabled={job.jobId === other}>
              {job.title} <span className="text-muted-foreground tabular-nums">{momentOf(job)}</span>
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <p className="flex min-h-5 flex-wrap items-center gap-x-3 text-muted-foreground text-xs">
        {picked && (
          <>
            <StateMark view={jobView(picked)} />
            <TimeAgo at={picked.startedAt ?? picked.createdAt} />
            <Link href={`/jobs/${picked.jobId}`} className="text-link hover:underline">
              Open
            </Link>
          </>
        )}
      </p>
    </div>
  );
}

const DAY_MS = 86_400_000;

/** The time of day is enough for what ran today. */
function momentOf({ startedAt, createdAt }: JobListItem): string {
  const at = startedAt ?? createdAt;
  return Date.now() - Date.parse(at) < DAY_MS ? formatClock(at) : formatExact(at);
}
