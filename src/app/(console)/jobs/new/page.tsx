import type { Metadata } from 'next';
import { NewJobPage } from '@/components/jobs/new-job-page';

export const metadata: Metadata = { title: 'New job' };

type Params = Partial<Record<'from' | 'group' | 'template' | 'job' | 'save', string | string[]>>;

export default async function Page({ searchParams }: { searchParams: Promise<Params> }) {
  const { from, group, template, job, save } = await searchParams;
  const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : null);
  return (
    <NewJobPage
      // Another beginning is another form.
      key={JSON.stringify([from, group, template, job])}
      fromSelection={from === 'selection'}
      groupId={one(group)}
      templateId={one(template)}
      jobId={one(job)}
      saveTemplate={save === 'template'}
    />
  );
}
