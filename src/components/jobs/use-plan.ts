'use client';
import { keepPreviousData } from '@tanstack/react-query';
import { api, type Outputs } from '../shell/api';
import { fieldErrorsOf, NO_FIELD_ERRORS } from '../shell/field-errors';
import { useDebounced } from '../ui/use-debounced';
import { draftProblem, type JobDraft, planInput, selectionOf } from './job-draft';

export type Plan = Outputs['jobs']['plan'];

const DEBOUNCE_MS = 300;

/** What the server would do with the draft. `plan` is of exactly this draft when `settled`. */
export function usePlan(draft: JobDraft) {
  const selection = selectionOf(draft);
  const problem = draftProblem(draft, selection);
  const input = selection && !problem ? planInput(draft, selection) : null;
  const key = JSON.stringify(input);
  const debounced = useDebounced({ input, key }, DEBOUNCE_MS, key);
  const query = api.jobs.plan.useQuery(debounced.input ?? { commands: [] }, {
    enabled: debounced.input !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  const settled = input !== null && debounced.key === key && query.isSuccess && !query.isPlaceholderData;
  return {
    input,
    selection,
    problem,
    plan: input === null ? null : (query.data ?? null),
    error: input === null ? null : (query.error?.message ?? null),
    /** What the server found wrong, by field of the input. */
    fieldErrors: input === null ? NO_FIELD_ERRORS : fieldErrorsOf(query.error),
    settled: settled && !query.isFetching,
    refetch: () => void query.refetch(),
  };
}
