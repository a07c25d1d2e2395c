import { NewJobButton } from '@/components/jobs/jobs-page';
import { Countries } from '@/components/overview/countries';
import { NeedsPerson } from '@/components/overview/needs-person';
import { OverviewJobs } from '@/components/overview/overview-jobs';
import { PageHeader } from '@/components/ui/page-header';

export default function OverviewPage() {
  return (
    <>
      <PageHeader title="Overview" actions={<NewJobButton />} />
      <NeedsPerson />
      <OverviewJobs />
      <Countries />
    </>
  );
}
