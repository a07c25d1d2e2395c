'use client';
import { ArrowDownUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { SortHead } from '../ui/sort-head';
import { HeaderRow, Table } from '../ui/table';
import { VirtualBody } from '../ui/virtual-body';
import { RunRow } from './run-row';
import { nextRunSort, type RunSortField } from './run-sort';
import { type SortedRuns, useRunSort } from './use-sorted-runs';

const ROW_PX = 32;

/** The devices of a job; ten thousand are as cheap as fifty. */
export function RunsTable({ devices, sortAgain }: SortedRuns) {
  return (
    <Table aria-label="Devices of this job" aria-rowcount={devices.length + 1} className="table-fixed" long>
      <HeaderRow>
        <Head by="device" className="w-[30%] sm:w-48 2xl:w-72">
          Device
        </Head>
        <Head by="country" className="w-9 px-0 sm:w-24 sm:px-3">
          <span className="max-sm:sr-only">Country</span>
        </Head>
        <Head by="batch" right className="w-20 max-md:hidden">
          Batch
        </Head>
        <Head by="state" className="max-sm:px-2" aside={sortAgain && <SortAgain onClick={sortAgain} />}>
          State
        </Head>
        <Head by="commands" right className="w-30 max-sm:hidden">
          Commands
        </Head>
        <Head by="duration" right className="w-18 max-sm:pl-0 sm:w-28">
          Duration
        </Head>
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

interface HeadProps {
  by: RunSortField;
  right?: boolean;
  className?: string;
  aside?: ReactNode;
  children: ReactNode;
}

function Head({ by, ...props }: HeadProps) {
  const [sort, setSort] = useRunSort();
  const sorted = sort?.by === by ? (sort.descending ? 'descending' : 'ascending') : null;
  return <SortHead {...props} sorted={sorted} onSort={() => setSort(nextRunSort(sort, by))} />;
}

function SortAgain({ onClick }: { onClick: () => void }) {
  return (
    <Button variant="link" size="bare" title="Rows keep their places while the job runs" onClick={onClick}>
      <ArrowDownUp className="size-3" /> <span className="max-sm:sr-only">Sort again</span>
    </Button>
  );
}
