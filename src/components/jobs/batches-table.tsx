'use client';
import { SearchX } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { isFinalJobState } from '@/domain/job';
import { useMe } from '../account/use-me';
import { EmptyState } from '../ui/notice';
import { HeaderRow, Table, TableHead } from '../ui/table';
import { VirtualBody } from '../ui/virtual-body';
import { BatchDeviceRow, BatchRow } from './batch-row';
import { type BatchLine, batchLines } from './batch-rows';
import { useLiveDevices, useLiveJob } from './progress-context';
import { useReplaying } from './replay-context';
import { useRunMatch } from './use-job-groups';
import { wallOf } from './wall-groups';

const ROW_PX = 32;

/** Every batch a row that opens to its devices; two hundred are as cheap as twenty. */
export function BatchesTable() {
  const batches = useLiveJob((job) => job.progress.batches);
  const devices = useLiveDevices();
  const ended = useLiveJob((job) => isFinalJobState(job.progress.state));
  const matches = useRunMatch();
  const { can } = useMe();
  const replaying = useReplaying();
  const retries = ended && !replaying && can('operator');
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = useCallback(
    (index: number) => setOpen((before) => (before.has(index) ? without(before, index) : new Set([...before, index]))),
    [],
  );
  const { tiles } = useMemo(() => wallOf(devices, 'batch', null, matches), [devices, matches]);
  const lines = useMemo(
    () => batchLines({ batches, tiles, devices, matches, open }),
    [batches, tiles, devices, matches, open],
  );
  if (lines.length === 0) return <EmptyState icon={SearchX} title="No batch holds a device that matches" />;
  return (
    <Table aria-label="Batches" aria-rowcount={lines.length + 1} className="table-fixed" long>
      <HeaderRow>
        <TableHead className="w-20 text-right">Batch</TableHead>
        <TableHead className="sm:w-28">State</TableHead>
        <TableHead className="max-sm:hidden">Progress</TableHead>
        <TableHead className="w-24 text-right max-sm:hidden">Completed</TableHead>
        <TableHead className="w-20 text-right max-sm:w-16">Failed</TableHead>
        <TableHead className="w-20 text-right max-sm:hidden">Devices</TableHead>
        {/* Beside the wall of a large screen there is place for it or for the progress. */}
        <TableHead className="w-40 text-right max-lg:hidden min-[3000px]:hidden">P50 / P95</TableHead>
        <TableHead className="w-24 text-right max-md:hidden">Started</TableHead>
        <TableHead className="w-22 text-right max-sm:hidden">Duration</TableHead>
        {retries && (
          <TableHead className="w-28">
            <span className="sr-only">Retry</span>
          </TableHead>
        )}
      </HeaderRow>
      <VirtualBody count={lines.length} rowHeightPx={ROW_PX} getKey={(index) => keyOf(lines[index], index)}>
        {(index) => {
          const line = lines[index];
          if (!line) return null;
          if (line.kind === 'device')
            return <BatchDeviceRow device={line.device} rowIndex={index + 2} retries={retries} />;
          return <BatchRow {...line} rowIndex={index + 2} retries={retries} onToggle={toggle} />;
        }}
      </VirtualBody>
    </Table>
  );
}

const without = (set: ReadonlySet<number>, member: number) => new Set([...set].filter((other) => other !== member));

const keyOf = (line: BatchLine | undefined, index: number) =>
  line ? (line.kind === 'batch' ? `batch ${line.batch.index}` : line.device.deviceId) : String(index);
