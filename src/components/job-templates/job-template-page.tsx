'use client';
import { Bookmark } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { formatCount } from '@/domain/format';
import { useMe } from '../account/use-me';
import { type JobDraft, orderOf } from '../jobs/job-draft';
import { JobFields, JobFieldsLayout } from '../jobs/job-fields';
import { PlanPanel } from '../jobs/plan-panel';
import { draftOfTemplate, type Template } from '../jobs/use-job-start';
import { usePlan } from '../jobs/use-plan';
import { api } from '../shell/api';
import { fieldErrorsOf } from '../shell/field-errors';
import { Alert } from '../ui/alert';
import { Button } from '../ui/button';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card';
import { NameFields } from '../ui/name-fields';
import { ErrorState } from '../ui/notice';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { PLACEHOLDER_HINT } from './template-words';

/** A template to be changed: the fields of a job, and beside them what it would do now. */
export function JobTemplatePage({ id }: { id: string }) {
  const { me, can } = useMe();
  // Asked once: a form that is being filled in does not change by itself.
  const once = { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false } as const;
  const { data, error } = api.templates.get.useQuery({ id }, once);
  if (data && can('operator')) return <EditTemplate template={data} />;
  return (
    <>
      <PageHeader title={data?.name ?? 'Job template'} actions={<AllTemplates />} />
      {error ? (
        <ErrorState title="The template could not be loaded" message={error.message} />
      ) : me && !can('operator') ? (
        <Alert>Changing a template needs the role operator. Your role is {me.role}.</Alert>
      ) : (
        <Skeleton className="h-64" />
      )}
    </>
  );
}

function EditTemplate({ template }: { template: Template }) {
  const [draft, setDraft] = useState(() => draftOfTemplate(template));
  const [head, setHead] = useState({ name: template.name, description: template.description ?? '' });
  const change = (part: Partial<JobDraft>) => setDraft((before) => ({ ...before, ...part }));
  const planning = usePlan(draft);
  const update = useUpdate(template.id);
  const errors = fieldErrorsOf(update.error);
  const order = planning.selection && !planning.problem ? orderOf(draft, planning.selection) : null;
  const gone = template.goneDeviceIds.length;
  const save = () =>
    order && update.mutate({ id: template.id, name: head.name, description: head.description.trim() || null, order });
  return (
    <>
      <PageHeader title={`Edit ${template.name}`} actions={<AllTemplates />} />
      {gone > 0 && (
        <Alert variant="warning">
          {formatCount(gone, 'device')} of it left the inventory since. Saving takes them out.
        </Alert>
      )}
      <JobFieldsLayout>
        <div className="grid min-w-0 gap-4">
          <Card>
            <CardHeader>
              <CardTitle>Template</CardTitle>
            </CardHeader>
            <CardBody className="grid items-start gap-4 md:grid-cols-2">
              <NameFields value={head} onChange={setHead} errors={errors} />
            </CardBody>
          </Card>
          <JobFields
            draft={draft}
            change={change}
            planning={planning}
            titleHint={`Of its jobs. Optional; otherwise the name of the template. ${PLACEHOLDER_HINT}`}
          />
        </div>
        <PlanPanel planning={planning}>
          {update.error && !errors.name && <Alert variant="danger">{update.error.message}</Alert>}
          <Button variant="primary" size="lg" disabled={order === null || update.isPending} onClick={save}>
            <Bookmark /> Save changes
          </Button>
          <p className="text-muted-foreground text-xs">Starts nothing. Jobs that exist stay as they are.</p>
        </PlanPanel>
      </JobFieldsLayout>
    </>
  );
}

function useUpdate(id: string) {
  const utils = api.useUtils();
  return api.templates.update.useMutation({
    onSuccess: async (_, { name }) => {
      await Promise.all([
        utils.templates.list.invalidate(),
        utils.templates.names.invalidate(),
        utils.templates.get.invalidate({ id }, { refetchType: 'none' }),
      ]);
      toast.success(`Saved ${name}`);
    },
  });
}

const AllTemplates = () => (
  <Button asChild>
    <Link href="/jobs/templates">
      <Bookmark /> All templates
    </Link>
  </Button>
);
