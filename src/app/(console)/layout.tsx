import { type ReactNode, Suspense } from 'react';
import { AccountMenu } from '@/components/account/account-menu';
import { JobWatch } from '@/components/jobs/job-watch';
import { NotifyToggle } from '@/components/jobs/notify-toggle';
import { RunningJobsBar } from '@/components/jobs/running-jobs-bar';
import { Palette } from '@/components/palette/palette';
import { AppShell } from '@/components/shell/app-shell';
import { ClientOnly } from '@/components/shell/client-only';
import { Providers } from '@/components/shell/providers';
import { PageSkeleton } from '@/components/ui/skeleton';

export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return (
    <Providers live>
      <AppShell
        search={<Palette />}
        account={
          <>
            <NotifyToggle />
            <AccountMenu />
          </>
        }
        runningJobs={<RunningJobsBar />}
      >
        <JobWatch />
        <ClientOnly fallback={<PageSkeleton />}>
          <Suspense fallback={<PageSkeleton />}>{children}</Suspense>
        </ClientOnly>
      </AppShell>
    </Providers>
  );
}
