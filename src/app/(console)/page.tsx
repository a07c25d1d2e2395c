import { CountryTotals } from '@/components/devices/country-totals';
import { NewJobButton } from '@/components/jobs/jobs-page';
import { OverviewJobs } from '@/components/jobs/overview-jobs';
import { PageHeader } from '@/components/ui/page-header';

export default function OverviewPage() {
  return (
    <>
      <PageHeader title="Overview" actions={<NewJobButton />} />
      <OverviewJobs />
      <CountryTotals />
    </>
  );
}
