'use client';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { DEVICE_PLATFORMS, PLATFORM_LABELS } from '@/domain/device';
import { JumpHostField } from '../jump-hosts/jump-host-field';
import { api } from '../shell/api';
import { useFormSubmit } from '../shell/use-form-submit';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { PanelForm } from '../ui/panel-form';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import { type DeviceFormValues, formValues, parseForm } from './device-form-values';
import { DeviceLinkFields } from './device-link-fields';
import type { Device } from './use-device-list';

type Form = UseFormReturn<DeviceFormValues>;

export function DeviceForm({ device, onDone }: { device: Device | null; onDone: () => void }) {
  const form = useForm<DeviceFormValues>({ defaultValues: formValues(device) });
  const submit = useFormSubmit(form, { parse: parseForm, save: useSave(device), onDone });
  const { errors, isSubmitting } = form.formState;
  const text = (field: keyof DeviceFormValues, props: { label: string; hint?: string; mono?: boolean }) => (
    <FormField label={props.label} hint={props.hint} error={errors[field]?.message}>
      {(control) => (
        <Input
          {...control}
          {...form.register(field)}
          autoComplete="off"
          spellCheck={false}
          className={props.mono ? 'font-mono' : undefined}
        />
      )}
    </FormField>
  );
  return (
    <PanelForm
      problem={errors.root?.message}
      action={device ? 'Save changes' : 'Add device'}
      busy={isSubmitting}
      onSubmit={submit}
      onBack={onDone}
    >
      {text('name', { label: 'Name' })}
      <div className="grid grid-cols-[1fr_6rem] gap-3">
        {text('address', { label: 'Address', mono: true })}
        {text('port', { label: 'Port', mono: true })}
      </div>
      {text('country', { label: 'Country', hint: 'Two letters, such as DE or ZA' })}
      <PlatformField form={form} />
      <CredentialField form={form} />
      <Controller
        control={form.control}
        name="jumpHostId"
        render={({ field, fieldState }) => <JumpHostField {...field} error={fieldState.error?.message} />}
      />
      {text('site', { label: 'Site', hint: 'Optional' })}
      {text('tags', { label: 'Tags', hint: 'Optional, separated by commas' })}
      <DeviceLinkFields form={form} />
    </PanelForm>
  );
}

function useSave(device: Device | null) {
  const utils = api.useUtils();
  const create = api.devices.create.useMutation();
  const update = api.devices.update.useMutation();
  return async (value: Parameters<typeof create.mutateAsync>[0]) => {
    if (device) await update.mutateAsync({ id: device.id, ...value });
    else await create.mutateAsync(value);
    await utils.devices.invalidate();
    toast.success(device ? `Saved ${value.name}` : `Added ${value.name}`);
  };
}

function PlatformField({ form }: { form: Form }) {
  return (
    <FormField label="Platform">
      {({ id }) => (
        <Controller
          control={form.control}
          name="platform"
          render={({ field }) => (
            <Select value={field.value} onValueChange={field.onChange}>
              <SelectTrigger id={id}>
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {DEVICE_PLATFORMS.map((platform) => (
                  <SelectItem key={platform} value={platform}>
                    {PLATFORM_LABELS[platform]}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        />
      )}
    </FormField>
  );
}

function CredentialField({ form }: { form: Form }) {
  const { data } = api.credentials.names.useQuery();
  const none = data?.length === 0;
  return (
    <FormField
      label="Credential"
      hint={none ? 'There is none yet: add one under Credentials first.' : undefined}
      error={form.formState.errors.credentialId?.message}
    >
      {({ id, ...control }) => (
        <Controller
          control={form.control}
          name="credentialId"
          render={({ field }) => (
            <Select value={field.value} onValueChange={field.onChange} disabled={none}>
              <SelectTrigger id={id} {...control}>
                <SelectValue placeholder="How to log in" />
              </SelectTrigger>
              <SelectContent>
                {data?.map((credential) => (
                  <SelectItem key={credential.id} value={credential.id}>
                    {credential.name}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        />
      )}
    </FormField>
  );
}
