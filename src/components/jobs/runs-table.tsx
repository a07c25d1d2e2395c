'use client';
import type { DeviceProgress } from '@/domain/progress';
import { HeaderRow, Table, TableHead } from '../ui/table';
import { VirtualBody } from '../ui/virtual-body';
import { RunRow } from './run-row';

const ROW_PX = 32;

/** The devices of a job; ten thousand are as cheap as fifty. */
export function RunsTable({ devices }: { devices: readonly DeviceProgress[] }) {
  return (
    <Table aria-label="Devices of this job" aria-rowcount={devices.length + 1} className="table-fixed" long>
      <HeaderRow>
        <TableHead className="w-[30%] sm:w-48 2xl:w-72">Device</TableHead>
        <TableHead className="w-9 px-0 sm:w-20 sm:px-3">
          <span className="max-sm:sr-only">Country</span>
        </TableHead>
        <TableHead className="w-20 text-right max-md:hidden">Batch</TableHead>
        <TableHead className="max-sm:px-2">State</TableHead>
        <TableHead className="w-28 text-right max-sm:hidden">Commands</TableHead>
        <TableHead className="w-16 text-right max-sm:pl-0 sm:w-28">Duration</TableHead>
      </HeaderRow>
      <VirtualBody
        count={devices.length}
        rowHeightPx={ROW_PX}
        getKey={(index) => devices[index]?.deviceId ?? String(index)}
      >
        {(index) => {
          const device = devices[index];
          return device && <RunRow device={device} rowIndex={index + 2} />;
        }}
      </VirtualBody>
    </Table>
  );
}
