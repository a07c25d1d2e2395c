'use client';
import { Bookmark, ListChecks, Plus } from 'lucide-react';
import Link from 'next/link';
import { useMe } from '../account/use-me';
import { api, type Inputs } from '../shell/api';
import { usePageQuery } from '../shell/page-query';
import { Button } from '../ui/button';
import { formatCount } from '../ui/format';
import { ListStates } from '../ui/list-states';
import { EmptyState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { ShowMore } from '../ui/show-more';
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
      <ListStates
        what="templates"
        query={list}
        items={list.isPending ? undefined : list.items}
        rows={4}
        empty={
          <EmptyState icon={Bookmark} title="No template yet" actions={add}>
            A template keeps the devices, commands, pace and stop rules of a job. Put a job together and press “Save as
            template”, or do that with a job that has run.
          </EmptyState>
        }
      >
        {(items) => (
          <div className="grid justify-items-center gap-3">
            <JobTemplatesTable templates={items} />
            <ShowMore list={list} />
          </div>
        )}
      </ListStates>
    </>
  );
}
