'use client';
import { Braces, ChevronDown, Download, FileArchive, type LucideIcon, Table2 } from 'lucide-react';
import { downloadPath, type JobDownload } from '@/domain/download';
import { formatCount, formatNumber } from '@/domain/format';
import { isFinalJobState } from '@/domain/job';
import { doneOf } from '@/domain/progress';
import { Button } from '../ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu';
import { shallowEqual, useLiveJob } from './progress-context';

const FORMATS = {
  zip: { icon: FileArchive, label: 'Zip', note: 'a text file per device, by country' },
  csv: { icon: Table2, label: 'CSV', note: 'a row per device' },
  json: { icon: Braces, label: 'JSON', note: 'everything, with the exact bytes' },
} satisfies Record<JobDownload, { icon: LucideIcon; label: string; note: string }>;

/** The outputs of the whole job; while it runs, what there is so far. */
export function DownloadMenu() {
  const { jobId, ended, done, total } = useLiveJob(
    ({ head, progress }) => ({
      jobId: head.jobId,
      ended: isFinalJobState(progress.state),
      done: doneOf(progress.counts),
      total: progress.counts.total,
    }),
    shallowEqual,
  );
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button data-testid="download-job">
          <Download /> Download <ChevronDown className="text-muted-foreground" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="min-w-72">
        {!ended && (
          <>
            <DropdownMenuLabel className="text-muted-foreground text-xs tabular-nums">
              So far: {formatNumber(done)} of {formatCount(total, 'device')}
            </DropdownMenuLabel>
            <DropdownMenuSeparator />
          </>
        )}
        {(Object.keys(FORMATS) as JobDownload[]).map((format) => {
          const { icon: Icon, label, note } = FORMATS[format];
          return (
            <DropdownMenuItem key={format} asChild>
              <a href={downloadPath({ jobId, of: 'job', format })} download>
                <Icon aria-hidden />
                {label} <span className="text-muted-foreground text-xs">{note}</span>
              </a>
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
