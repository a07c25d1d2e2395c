'use client';
import { Bookmark, GitCompareArrows, ListChecks, Plus, SearchX } from 'lucide-react';
import Link from 'next/link';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { formatCount } from '@/domain/format';
import { JOB_STATES } from '@/domain/job';
import { useMe } from '../account/use-me';
import { TemplateSelect } from '../job-templates/template-select';
import { AnySelect } from '../ui/any-select';
import { Button } from '../ui/button';
import { ListStates } from '../ui/list-states';
import { EmptyState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { SearchInput } from '../ui/search-input';
import { ShowMore } from '../ui/show-more';
import { useDebounced } from '../ui/use-debounced';
import { JobsTable } from './jobs-table';
import { JOB_STATE_VIEWS } from './state-catalogue';
import { needsPerson, useJobHistory } from './use-job-list';
import { WaitingJobs } from './waiting-jobs';

/** Every job there was, newest first. */
export function JobsPage() {
  const [filters, setFilters] = useQueryStates({
    state: parseAsStringLiteral(JOB_STATES),
    q: parseAsString.withDefault(''),
    template: parseAsString,
  });
  const search = useDebounced(filters.q, 250);
  const history = useJobHistory({ state: filters.state, search, templateId: filters.template });
  const filtered = filters.state !== null || filters.q !== '' || filters.template !== null;
  return (
    <>
      <PageHeader
        title="Jobs"
        note={history.isSuccess && formatCount(history.total, 'job')}
        actions={
          <>
            <Button asChild>
              <Link href="/jobs/templates">
                <Bookmark /> Templates
              </Link>
            </Button>
            <Button asChild>
              <Link href="/jobs/compare">
                <GitCompareArrows /> Compare
              </Link>
            </Button>
            <NewJobButton />
          </>
        }
      />
      <div className="flex flex-wrap gap-2">
        <SearchInput
          aria-label="Search jobs"
          placeholder="Search jobs"
          className="w-full sm:w-64"
          value={filters.q}
          onChange={(event) => setFilters({ q: event.target.value || null })}
        />
        <AnySelect
          label="State"
          any="Any state"
          value={filters.state}
          options={JOB_STATES.map((state) => [state, JOB_STATE_VIEWS[state].label])}
          onPick={(state) => void setFilters({ state })}
          className="w-40 max-sm:w-full"
        />
        <TemplateSelect value={filters.template} onChange={(template) => void setFilters({ template })} />
      </div>
      {!filtered && <WaitingJobs />}
      <History
        history={history}
        filtered={filtered}
        onClear={() => setFilters({ state: null, q: null, template: null })}
      />
    </>
  );
}

function History(props: { history: ReturnType<typeof useJobHistory>; filtered: boolean; onClear: () => void }) {
  const { history, filtered, onClear } = props;
  return (
    <ListStates
      what="jobs"
      query={history}
      items={history.isPending ? undefined : history.items}
      empty={
        filtered ? (
          <EmptyState
            icon={SearchX}
            title="No job matches"
            actions={<Button onClick={onClear}>Clear filters</Button>}
          />
        ) : (
          <EmptyState icon={ListChecks} title="No job has run yet" actions={<NewJobButton />}>
            A job runs commands on the devices you pick, in batches, and keeps every answer.
          </EmptyState>
        )
      }
    >
      {(items) => {
        // Those that need a person stand above, and once is enough.
        const jobs = filtered ? items : items.filter((job) => !needsPerson(job));
        return (
          <div className="grid justify-items-center gap-3">
            {jobs.length > 0 && <JobsTable jobs={jobs} label="Jobs" />}
            <ShowMore list={history} />
          </div>
        );
      }}
    </ListStates>
  );
}

export function NewJobButton() {
  const { can } = useMe();
  if (!can('operator')) return null;
  return (
    <Button asChild variant="primary">
      <Link href="/jobs/new">
        <Plus /> New job
      </Link>
    </Button>
  );
}
