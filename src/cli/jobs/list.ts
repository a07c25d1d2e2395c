import { formatAgo } from '@/domain/format';
import type { JobState } from '@/domain/job';
import { doneOf } from '@/domain/progress';
import { type Context, type GlobalOptions, withPortal } from '../context';
import { printJson } from '../json';
import { listed, tellRest } from '../pages';
import type { JobListItem } from '../portal';
import { type Column, printTable } from '../terminal/table';
import { SHORT_ID } from './job-name';

export interface JobListOptions extends GlobalOptions {
  readonly state?: JobState;
  readonly search?: string;
  readonly limit: number;
}

const COLUMNS: readonly Column<JobListItem>[] = [
  { title: 'id', of: ({ jobId }) => jobId, short: ({ jobId }) => jobId.slice(0, SHORT_ID), whole: true },
  { title: 'state', of: ({ state }) => state },
  { title: 'outcome', of: ({ outcome }) => outcome ?? '' },
  { title: 'done', of: ({ counts }) => doneOf(counts), right: true },
  { title: 'devices', of: ({ totalDevices }) => totalDevices, right: true },
  { title: 'failed', of: ({ counts }) => counts.failed + counts.unknown, right: true },
  {
    title: 'created',
    of: ({ createdAt }) => createdAt,
    short: ({ createdAt }) => formatAgo(Date.parse(createdAt), Date.now()),
  },
  { title: 'title', of: ({ title }) => title },
];

export const listJobs = (ctx: Context, { limit, json, state, search, ...options }: JobListOptions) =>
  withPortal(ctx, options, async ({ client }) => {
    const { items, total } = await listed((page) => client.jobs.list.query({ state, search, ...page }), limit);
    if (json) printJson(ctx, { items, total });
    else printTable(ctx.out, COLUMNS, items);
    tellRest(ctx, items.length, total);
    return 'ok';
  });
