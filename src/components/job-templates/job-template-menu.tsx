'use client';
import { ListChecks, Pencil } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { api } from '../shell/api';
import { ConfirmDialog } from '../ui/alert-dialog';
import { DropdownMenuItem } from '../ui/dropdown-menu';
import { RowMenu } from '../ui/row-menu';
import { editTemplate, type JobTemplate, jobsOfTemplate } from './job-template';

export function JobTemplateMenu({ template: { id, name } }: { template: JobTemplate }) {
  const [deleting, setDeleting] = useState(false);
  const utils = api.useUtils();
  const remove = api.templates.delete.useMutation({
    onSuccess: async () => {
      await utils.templates.invalidate();
      toast.success(`Deleted ${name}`);
      setDeleting(false);
    },
    onError: (error) => toast.error('Not deleted', { description: error.message }),
  });
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
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete the template ${name}?`}
        description="Jobs that were made from it stay, and keep its name."
        action="Delete template"
        danger
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
      />
    </>
  );
}
