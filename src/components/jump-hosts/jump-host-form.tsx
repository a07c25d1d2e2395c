'use client';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { ALGORITHM_OPTIONS } from '../connections/algorithm-words';
import { CredentialField } from '../credentials/credential-field';
import { api } from '../shell/api';
import { useFormSubmit } from '../shell/use-form-submit';
import { Checkbox } from '../ui/checkbox';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { Label } from '../ui/label';
import { PanelForm } from '../ui/panel-form';
import { SelectField } from '../ui/select-field';
import type { JumpHost } from './jump-host';
import { JumpHostField } from './jump-host-field';
import { formValues, type JumpHostFormValues, parseForm } from './jump-host-form-values';

type Form = UseFormReturn<JumpHostFormValues>;

export function JumpHostForm({ jumpHost, onDone }: { jumpHost: JumpHost | null; onDone: () => void }) {
  const form = useForm<JumpHostFormValues>({ defaultValues: formValues(jumpHost) });
  const submit = useFormSubmit(form, { parse: parseForm, save: useSave(jumpHost), onDone });
  const { errors, isSubmitting } = form.formState;
  return (
    <PanelForm
      problem={errors.root?.message}
      action={jumpHost ? 'Save changes' : 'Add jump host'}
      busy={isSubmitting}
      onSubmit={submit}
      onBack={onDone}
    >
      <TextField form={form} name="name" label="Name" hint="Devices and imports refer to it." />
      <div className="grid grid-cols-[1fr_6rem] gap-3">
        <TextField form={form} name="address" label="Address" mono />
        <TextField form={form} name="port" label="Port" mono />
      </div>
      <Controller
        control={form.control}
        name="credentialId"
        render={({ field, fieldState }) => (
          <CredentialField {...field} hint="Of the jump host itself." error={fieldState.error?.message} />
        )}
      />
      <Controller
        control={form.control}
        name="viaId"
        render={({ field, fieldState }) => (
          <JumpHostField
            {...field}
            error={fieldState.error?.message}
            label="Behind"
            hint="The jump host before this one, if there is one. Two in a chain at most."
            offers={({ id, viaId }) => id !== jumpHost?.id && viaId === null}
          />
        )}
      />
      <TextField
        form={form}
        name="maxSessions"
        label="Sessions at one time"
        hint="Devices that are reached through it at once, over all jobs. Others wait."
        mono
      />
      <LinkFields form={form} />
    </PanelForm>
  );
}

interface TextFieldProps {
  form: Form;
  name: 'name' | 'address' | 'port' | 'maxSessions';
  label: string;
  hint?: string;
  mono?: boolean;
}

function TextField({ form, name, label, hint, mono }: TextFieldProps) {
  return (
    <FormField label={label} hint={hint} error={form.formState.errors[name]?.message}>
      {(control) => (
        <Input
          {...control}
          {...form.register(name)}
          autoComplete="off"
          spellCheck={false}
          className={mono ? 'font-mono' : undefined}
        />
      )}
    </FormField>
  );
}

function LinkFields({ form }: { form: Form }) {
  return (
    <>
      <Controller
        control={form.control}
        name="algorithms"
        render={({ field, fieldState }) => (
          <SelectField
            {...field}
            label="SSH algorithms"
            hint="Older ones only where the jump host knows no better."
            options={ALGORITHM_OPTIONS}
            error={fieldState.error?.message}
          />
        )}
      />
      <Controller
        control={form.control}
        name="keepalive"
        render={({ field }) => (
          <Label className="flex items-center gap-2">
            <Checkbox checked={field.value} onCheckedChange={(checked) => field.onChange(checked === true)} />
            Keep its connection alive by requests
          </Label>
        )}
      />
    </>
  );
}

function useSave(jumpHost: JumpHost | null) {
  const utils = api.useUtils();
  const create = api.jumpHosts.create.useMutation();
  const update = api.jumpHosts.update.useMutation();
  return async (value: Parameters<typeof create.mutateAsync>[0]) => {
    if (jumpHost) await update.mutateAsync({ id: jumpHost.id, ...value });
    else await create.mutateAsync(value);
    await utils.jumpHosts.invalidate();
    toast.success(jumpHost ? `Saved ${value.name}` : `Added ${value.name}`);
  };
}
