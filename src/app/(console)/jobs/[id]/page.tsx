import type { Metadata } from 'next';
import { preload } from 'react-dom';
import { firstFrameUrl } from '@/components/jobs/first-frame';
import { JobPage } from '@/components/jobs/job-page';

export const metadata: Metadata = { title: 'Job' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  preload(firstFrameUrl(id), { as: 'fetch', crossOrigin: 'anonymous' });
  return <JobPage key={id} jobId={id} />;
}
