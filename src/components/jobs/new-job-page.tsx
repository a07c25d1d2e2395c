'use client';
import { useEffect, useState } from 'react';
import { readDeviceSelection } from '../devices/device-selection';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { NewJobForm } from './new-job-form';

/** A new job; with `from=selection` of the devices that were picked in the inventory. */
export function NewJobPage({ fromSelection }: { fromSelection: boolean }) {
  const [picked, setPicked] = useState<readonly string[] | null>(fromSelection ? null : []);
  // The selection lies in the browser's session, which the server that renders this first does not have.
  useEffect(() => {
    if (fromSelection) setPicked(readDeviceSelection());
  }, [fromSelection]);
  return (
    <>
      <PageHeader title="New job" />
      {picked ? <NewJobForm picked={picked} /> : <Skeleton className="h-64" />}
    </>
  );
}
