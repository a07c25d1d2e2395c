'use client';
import { BookmarkPlus } from 'lucide-react';
import { useState } from 'react';
import { useMe } from '../account/use-me';
import { SaveTemplateSheet } from '../job-templates/save-template-sheet';
import { PLACEHOLDER_HINT } from '../job-templates/template-words';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { type JobDraft, orderOf } from './job-draft';
import { JobFields, JobFieldsLayout } from './job-fields';
import { JobStartNotice } from './job-start-notice';
import { PlanPanel } from './plan-panel';
import { StartJob } from './start-job';
import { type JobStart, type JobStartParams, useJobStart } from './use-job-start';
import { usePlan } from './use-plan';

interface NewJobPageProps extends JobStartParams {
  /** Opens with the question what the template shall be called. */
  saveTemplate: boolean;
}

/** A new job: empty, of a group or of devices that were picked, from a template, or an earlier one again. */
export function NewJobPage({ saveTemplate, ...params }: NewJobPageProps) {
  const { start, error } = useJobStart(params);
  if (start) return <NewJob start={start} saveTemplate={saveTemplate} />;
  return (
    <>
      <PageHeader title="New job" />
      {error ? (
        <ErrorState
          title={params.jobId ? 'The job could not be loaded' : 'The template could not be loaded'}
          message={error}
        />
      ) : (
        <Skeleton className="h-64" />
      )}
    </>
  );
}

function NewJob({ start, saveTemplate }: { start: JobStart; saveTemplate: boolean }) {
  const { can } = useMe();
  const [draft, setDraft] = useState(start.draft);
  const [saving, setSaving] = useState(saveTemplate);
  const change = (part: Partial<JobDraft>) => setDraft((before) => ({ ...before, ...part }));
  const planning = usePlan(draft);
  const order = planning.selection && !planning.problem ? orderOf(draft, planning.selection) : null;
  return (
    <>
      <PageHeader
        title="New job"
        actions={
          can('operator') && (
            <Button disabled={order === null} onClick={() => setSaving(true)}>
              <BookmarkPlus /> Save as template
            </Button>
          )
        }
      />
      <JobStartNotice start={start} draft={draft} change={change} />
      <JobFieldsLayout>
        <JobFields
          draft={draft}
          change={change}
          planning={planning}
          titleHint={
            start.template
              ? `Optional; otherwise ${start.template.name}. ${PLACEHOLDER_HINT}`
              : 'Optional; shown in the history.'
          }
        />
        <PlanPanel planning={planning}>
          <StartJob draft={draft} planning={planning} templateId={start.template?.id ?? null} />
        </PlanPanel>
      </JobFieldsLayout>
      <SaveTemplateSheet open={saving && order !== null} order={order} onClose={() => setSaving(false)} />
    </>
  );
}
