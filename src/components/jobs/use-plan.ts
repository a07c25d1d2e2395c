'use client';
import { keepPreviousData } from '@tanstack/react-query';
import { TRPCClientError } from '@trpc/client';
import { api, type Outputs } from '../shell/api';
import { useDebounced } from '../ui/use-debounced';
import { draftProblem, type JobDraft, planInput, selectionOf } from './job-draft';
import { useCountryDevices } from './use-country-devices';

export type Plan = Outputs['jobs']['plan'];

const DEBOUNCE_MS = 300;

const NO_ERRORS: FieldErrors = {};
type FieldErrors = Readonly<Record<string, string>>;

/** What the server would do with the draft. `plan` is of exactly this draft when `settled`. */
export function usePlan(draft: JobDraft) {
  const ids = useCountryDevices(draft.mode === 'countries' ? draft.countries : []);
  const selection = selectionOf(draft, ids);
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
    problem,
    plan: input === null ? null : (query.data ?? null),
    error: input === null ? null : (query.error?.message ?? null),
    /** What the server found wrong, by field of the input. */
    fieldErrors: input === null ? NO_ERRORS : fieldErrorsOf(query.error),
    settled: settled && !query.isFetching,
    refetch: () => void query.refetch(),
  };
}

function fieldErrorsOf(error: unknown): FieldErrors {
  const fields: unknown = error instanceof TRPCClientError ? error.data?.fields : null;
  if (!Array.isArray(fields)) return NO_ERRORS;
  return Object.fromEntries(fields.map(({ field, message }: { field: string; message: string }) => [field, message]));
}
