'use client';
import { type ReactNode, useState } from 'react';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { CommandPicker } from './command-picker';
import { DevicePicker } from './device-picker';
import { type JobDraft, newDraft } from './job-draft';
import { PaceFields } from './pace-fields';
import { PlanPanel } from './plan-panel';
import { SafetySection } from './safety-section';
import { usePlan } from './use-plan';

/** Devices, commands, pace, safety; beside them what will happen. */
export function NewJobForm({ picked }: { picked: readonly string[] }) {
  const [draft, setDraft] = useState(() => newDraft(picked));
  const change = (part: Partial<JobDraft>) => setDraft((before) => ({ ...before, ...part }));
  const planning = usePlan(draft);
  const platforms = planning.plan?.lines.map(({ platform }) => platform) ?? null;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_24rem] 2xl:max-w-[110rem]">
      <div className="grid min-w-0 gap-4">
        <Step title="Devices">
          <DevicePicker draft={draft} change={change} />
        </Step>
        <Step title="Commands">
          <CommandPicker draft={draft} change={change} platforms={platforms} />
        </Step>
        <Step title="Pace">
          <PaceFields draft={draft} change={change} />
        </Step>
        <SafetySection draft={draft} change={change} serverErrors={planning.fieldErrors} />
        <Step title="Name">
          <FormField label="Title" hint="Optional; shown in the history.">
            {(control) => (
              <Input
                {...control}
                className="max-w-md"
                maxLength={120}
                value={draft.title}
                onChange={(event) => change({ title: event.target.value })}
              />
            )}
          </FormField>
        </Step>
      </div>
      <PlanPanel draft={draft} planning={planning} />
    </div>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardBody>{children}</CardBody>
    </Card>
  );
}
