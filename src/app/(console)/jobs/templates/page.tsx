import type { Metadata } from 'next';
import { JobTemplatesPage } from '@/components/job-templates/job-templates-page';

export const metadata: Metadata = { title: 'Job templates' };

export default function Page() {
  return <JobTemplatesPage />;
}
