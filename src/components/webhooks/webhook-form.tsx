'use client';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { JOB_OUTCOMES } from '@/domain/job';
import { WEBHOOK_EVENTS } from '@/domain/webhook';
import { api } from '../shell/api';
import { useFormSubmit } from '../shell/use-form-submit';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { PanelForm } from '../ui/panel-form';
import { CheckList } from './check-list';
import { EVENT_WORDS, OUTCOME_WORDS } from './event-words';
import type { NewSecret, Webhook } from './webhook';
import { formValues, parseForm, type WebhookFormValues } from './webhook-form-values';

type Form = UseFormReturn<WebhookFormValues>;

export interface WebhookFormProps {
  /** Null: a new one. */
  webhook: Webhook | null;
  allowedHosts: readonly string[];
  onBack: () => void;
  onSaved: (made: NewSecret | null) => void;
}

export function WebhookForm({ webhook, allowedHosts, onBack, onSaved }: WebhookFormProps) {
  const utils = api.useUtils();
  const create = api.webhooks.create.useMutation();
  const update = api.webhooks.update.useMutation();
  const form = useForm<WebhookFormValues>({ defaultValues: formValues(webhook) });
  const submit = useFormSubmit(form, {
    parse: parseForm,
    save: async (value) => {
      if (webhook) {
        await update.mutateAsync({ id: webhook.id, ...value });
        toast.success(`Saved ${value.name}`);
        onSaved(null);
      } else {
        const { secret } = await create.mutateAsync(value);
        onSaved({ name: value.name, secret, previousUntil: null });
      }
      await utils.webhooks.invalidate();
    },
    onDone: () => {},
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <PanelForm
      problem={errors.root?.message}
      action={webhook ? 'Save changes' : 'Add webhook'}
      busy={isSubmitting}
      onSubmit={submit}
      onBack={onBack}
      className="gap-5"
    >
      <FormField label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} maxLength={64} spellCheck={false} />}
      </FormField>
      <FormField label="URL" hint={`Hosts that are allowed: ${allowedHosts.join(', ')}`} error={errors.url?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('url')}
            placeholder="https://"
            inputMode="url"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </FormField>
      <EventFields form={form} />
    </PanelForm>
  );
}

function EventFields({ form }: { form: Form }) {
  const { errors } = form.formState;
  const completed = form.watch('events').includes('job.completed');
  return (
    <>
      <Controller
        control={form.control}
        name="events"
        render={({ field }) => (
          <CheckList
            legend="Events"
            options={WEBHOOK_EVENTS.map((value) => ({ value, ...EVENT_WORDS[value] }))}
            values={field.value}
            onChange={field.onChange}
            error={errors.events?.message}
          />
        )}
      />
      {completed && (
        <Controller
          control={form.control}
          name="outcomes"
          render={({ field }) => (
            <CheckList
              legend="Completed jobs to tell of"
              options={JOB_OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] }))}
              values={field.value}
              onChange={field.onChange}
              error={errors.outcomes?.message}
            />
          )}
        />
      )}
    </>
  );
}
