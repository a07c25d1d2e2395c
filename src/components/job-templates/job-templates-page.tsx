'use client';
import { Bookmark, ListChecks, Plus } from 'lucide-react';
import Link from 'next/link';
import { useMe } from '../account/use-me';
import { api, type Inputs } from '../shell/api';
import { usePageQuery } from '../shell/page-query';
import { Button } from '../ui/button';
import { ListPage } from '../ui/list-page';
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
    <ListPage
      title="Job templates"
      noun="template"
      list={list}
      back={
        <Button asChild>
          <Link href="/jobs">
            <ListChecks /> Jobs
          </Link>
        </Button>
      }
      add={add}
      empty={{
        icon: Bookmark,
        text: 'A template keeps the devices, commands, pace and stop rules of a job. Put a job together and press “Save as template”, or do that with a job that has run.',
      }}
    >
      {(items) => <JobTemplatesTable templates={items} />}
    </ListPage>
  );
}
