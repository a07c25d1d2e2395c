'use client';
import { ListChecks, Pencil } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '../shell/api';
import { DeleteDialog } from '../ui/delete-dialog';
import { DropdownMenuItem } from '../ui/dropdown-menu';
import { RowMenu } from '../ui/row-menu';
import { editTemplate, type JobTemplate, jobsOfTemplate } from './job-template';

export function JobTemplateMenu({ template: { id, name } }: { template: JobTemplate }) {
  const [deleting, setDeleting] = useState(false);
  const utils = api.useUtils();
  const remove = api.templates.delete.useMutation({ onSuccess: () => utils.templates.invalidate() });
  return (
    <>
      <RowMenu name={name} onDelete={() => setDeleting(true)}>
        <DropdownMenuItem asChild>
          <Link href={editTemplate(id)}>
            <Pencil /> Edit
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={jobsOfTemplate(id)}>
            <ListChecks /> Its jobs
          </Link>
        </DropdownMenuItem>
      </RowMenu>
      {deleting && (
        <DeleteDialog
          name={name}
          noun="template"
          inUse={null}
          consequence="Jobs that were made from it stay, and keep its name."
          remove={() => remove.mutateAsync({ id })}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}
