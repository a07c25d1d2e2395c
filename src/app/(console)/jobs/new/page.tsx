import type { Metadata } from 'next';
import { NewJobPage } from '@/components/jobs/new-job-page';

export const metadata: Metadata = { title: 'New job' };

export default async function Page({ searchParams }: { searchParams: Promise<{ from?: string | string[] }> }) {
  const { from } = await searchParams;
  return <NewJobPage fromSelection={from === 'selection'} />;
}
