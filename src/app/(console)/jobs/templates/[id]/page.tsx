import type { Metadata } from 'next';
import { JobTemplatePage } from '@/components/job-templates/job-template-page';

export const metadata: Metadata = { title: 'Job template' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <JobTemplatePage key={id} id={id} />;
}
