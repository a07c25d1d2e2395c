'use client';
import type { ReactNode } from 'react';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { CommandPicker } from './command-picker';
import { DevicePicker } from './device-picker';
import type { DraftProps } from './job-draft';
import { PaceFields } from './pace-fields';
import { SafetySection } from './safety-section';
import type { usePlan } from './use-plan';

interface JobFieldsProps extends DraftProps {
  planning: ReturnType<typeof usePlan>;
  titleHint: string;
}

/** Devices, commands, pace, safety and name of a job. */
export function JobFields({ draft, change, planning, titleHint }: JobFieldsProps) {
  const platforms = planning.plan?.lines.map(({ platform }) => platform) ?? null;
  return (
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
        <FormField label="Title" hint={titleHint}>
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
  );
}

/** The fields, and beside them what will happen. */
export function JobFieldsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_24rem] 2xl:max-w-[110rem]">
      {children}
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
