'use client';
import { Play } from 'lucide-react';
import Link from 'next/link';
import { useMe } from '../account/use-me';
import { optionsSummary } from '../jobs/options-words';
import { selectionWords } from '../jobs/selection-words';
import { jobView } from '../jobs/state-catalogue';
import { StateMark } from '../jobs/state-mark';
import { Button } from '../ui/button';
import { ActionsHead, HeaderRow, Table, TableBody, TableCell, TableHead, TableRow } from '../ui/table';
import { TimeAgo } from '../ui/time';
import { type JobTemplate, jobsOfTemplate, runTemplate } from './job-template';
import { JobTemplateMenu } from './job-template-menu';
import { commandsWords, paceWords } from './template-words';

export function JobTemplatesTable({ templates }: { templates: readonly JobTemplate[] }) {
  const { can } = useMe();
  return (
    <Table aria-label="Job templates" className="table-fixed">
      <HeaderRow>
        <TableHead className="w-1/4 max-md:w-auto">Template</TableHead>
        <TableHead className="max-md:hidden">Devices</TableHead>
        <TableHead className="max-lg:hidden">Commands</TableHead>
        <TableHead className="w-[26%] max-xl:hidden">Pace and safety</TableHead>
        <TableHead className="w-48 max-sm:w-36">Last job</TableHead>
        {can('operator') && <ActionsHead className="w-28 max-sm:w-20" />}
      </HeaderRow>
      <TableBody>
        {templates.map((template) => (
          <TemplateRow key={template.id} template={template} operator={can('operator')} />
        ))}
      </TableBody>
    </Table>
  );
}

function TemplateRow({ template, operator }: { template: JobTemplate; operator: boolean }) {
  const { id, name, description, order, group, devices } = template;
  const selection = selectionWords({ filter: order.filter, group, devices });
  const commands = commandsWords(order.commands);
  const pace = paceWords(order);
  const safety = optionsSummary(order);
  return (
    <TableRow data-testid="template-row" data-template={name} className="h-11">
      <TableCell className="truncate max-sm:py-1">
        <span className="block truncate font-medium max-sm:line-clamp-2 max-sm:whitespace-normal">{name}</span>
        {description && (
          <span className="block truncate text-muted-foreground" title={description}>
            {description}
          </span>
        )}
      </TableCell>
      <TableCell className="truncate max-md:hidden" title={selection}>
        {selection}
      </TableCell>
      <TableCell className="truncate max-lg:hidden" title={commands}>
        {commands}
      </TableCell>
      <TableCell className="truncate max-xl:hidden" title={`${pace} · ${safety}`}>
        <span className="block truncate">{pace}</span>
        <span className="block truncate text-muted-foreground">{safety}</span>
      </TableCell>
      <TableCell>
        <LastJob template={template} />
      </TableCell>
      {operator && (
        <TableCell className="px-1">
          <span className="flex items-center justify-end gap-1">
            <Button asChild size="sm">
              <Link href={runTemplate(id)} aria-label={`Run ${name}`}>
                <Play /> <span className="max-sm:sr-only">Run</span>
              </Link>
            </Button>
            <JobTemplateMenu template={template} />
          </span>
        </TableCell>
      )}
    </TableRow>
  );
}

function LastJob({ template: { id, lastJob } }: { template: JobTemplate }) {
  if (!lastJob) return <span className="text-muted-foreground">Never run</span>;
  return (
    <span className="grid">
      <Link href={`/jobs/${lastJob.jobId}`} className="w-fit hover:underline">
        <StateMark view={jobView(lastJob)} />
      </Link>
      <span className="text-muted-foreground">
        <TimeAgo at={lastJob.startedAt ?? lastJob.createdAt} /> ·{' '}
        <Link href={jobsOfTemplate(id)} className="text-link underline underline-offset-2">
          all
        </Link>
      </span>
    </span>
  );
}
