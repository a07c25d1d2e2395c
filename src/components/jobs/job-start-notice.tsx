'use client';
import Link from 'next/link';
import { formatCount } from '@/domain/format';
import { Alert } from '../ui/alert';
import { Choice } from './choice';
import type { DraftProps } from './job-draft';
import { selectionDraft } from './order-draft';
import { selectionWords } from './selection-words';
import { type EarlierOrder, type JobStart, selectionAsOrdered, type Template } from './use-job-start';

/** Where the form's contents come from, and what is no longer as it was. */
export function JobStartNotice({ start: { template, earlier }, ...props }: DraftProps & { start: JobStart }) {
  if (template) return <FromTemplate template={template} />;
  if (earlier) return <RunAgain earlier={earlier} {...props} />;
  return null;
}

function FromTemplate({ template: { name, description, goneDeviceIds } }: { template: Template }) {
  return (
    <Alert variant={goneDeviceIds.length > 0 ? 'warning' : 'info'} data-testid="from-template">
      <p>
        From the template{' '}
        <Link href="/jobs/templates" className="text-link underline underline-offset-2">
          {name}
        </Link>
        . Changes count for this job alone.
      </p>
      {description && <p className="text-muted-foreground">{description}</p>}
      {goneDeviceIds.length > 0 && (
        <p>
          {formatCount(goneDeviceIds.length, 'device')} of it left the inventory since and will not be part of the job.
        </p>
      )}
    </Alert>
  );
}

/** More than these are a number. */
const MAX_NAMED = 10;

function RunAgain({ earlier, draft, change }: DraftProps & { earlier: EarlierOrder }) {
  const asOrdered = selectionAsOrdered(earlier);
  const { selection, gone, deviceIds, jobId, title } = earlier;
  const then = selectionDraft({ deviceIds: [...deviceIds] });
  const words = selection && selectionWords({ ...selection, devices: null });
  const count = formatCount(deviceIds.length + gone.length, 'device');
  return (
    <Alert variant={gone.length > 0 ? 'warning' : 'info'} data-testid="run-again">
      <div className="grid gap-2">
        <p>
          <Link href={`/jobs/${jobId}`} className="text-link underline underline-offset-2">
            {title}
          </Link>{' '}
          again, with what you change here.
        </p>
        {asOrdered && (
          <Choice
            legend="Its devices"
            value={draft.mode === 'hand' ? 'then' : 'now'}
            options={[
              { value: 'now', label: 'Selected anew' },
              { value: 'then', label: 'The same as then' },
            ]}
            onChange={(which) => change(which === 'now' ? asOrdered : then)}
            hint={
              draft.mode === 'hand'
                ? `The ${count} that it had, whatever matches today.`
                : `${words}: whoever that is today. Then it was ${count}.`
            }
          />
        )}
        {selection?.group?.exists === false && (
          <p>The group {selection.group.name} was deleted since; these are the devices that it had then.</p>
        )}
        {gone.length > 0 && (
          <p>
            {gone.length === 1 ? '1 device' : `${gone.length} devices`} left the inventory since:{' '}
            <span className="text-muted-foreground">
              {gone
                .slice(0, MAX_NAMED)
                .map(({ name }) => name)
                .join(', ')}
              {gone.length > MAX_NAMED && ` and ${gone.length - MAX_NAMED} more`}
            </span>
          </p>
        )}
      </div>
    </Alert>
  );
}
