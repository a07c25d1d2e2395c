'use client';
import { Bookmark, ListChecks, Plus } from 'lucide-react';
import Link from 'next/link';
import { useMe } from '../account/use-me';
import { api, type Inputs } from '../shell/api';
import { usePageQuery } from '../shell/page-query';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { formatCount } from '../ui/format';
import { EmptyState, ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { SkeletonRows } from '../ui/skeleton';
import type { JobTemplate } from './job-template';
import { JobTemplatesTable } from './job-templates-table';

const PAGE = 50;

/** Jobs to be run again: what they do, and how they went last. */
export function JobTemplatesPage() {
  const { can } = useMe();
  const { client } = api.useUtils();
  const list = usePageQuery<NonNullable<Inputs['templates']['list']>, JobTemplate>({
    path: ['templates', 'list'],
    input: { limit: PAGE },
    fetchPage: (input, signal) => client.templates.list.query(input, { signal }),
  });
  const add = can('operator') && (
    <Button asChild variant="primary">
      <Link href="/jobs/new?save=template">
        <Plus /> New template
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Job templates"
        note={list.isSuccess && formatCount(list.total, 'template')}
        actions={
          <>
            <Button asChild>
              <Link href="/jobs">
                <ListChecks /> Jobs
              </Link>
            </Button>
            {list.items.length > 0 && add}
          </>
        }
      />
      {list.error ? (
        <ErrorState
          title="The templates could not be loaded"
          message={list.error.message}
          onRetry={() => void list.refetch()}
        />
      ) : list.isPending ? (
        <Card>
          <SkeletonRows rows={4} />
        </Card>
      ) : list.items.length === 0 ? (
        <EmptyState icon={Bookmark} title="No template yet" actions={add}>
          A template keeps the devices, commands, pace and stop rules of a job. Put a job together and press “Save as
          template”, or do that with a job that has run.
        </EmptyState>
      ) : (
        <div className="grid justify-items-center gap-3">
          <JobTemplatesTable templates={list.items} />
          {list.hasNextPage && (
            <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {list.isFetchingNextPage ? 'Loading' : `Show more (${list.total - list.items.length} left)`}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
