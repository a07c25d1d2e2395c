'use client';
import { Controller, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { DEVICE_PLATFORMS, PLATFORM_LABELS } from '@/domain/device';
import { CredentialField } from '../credentials/credential-field';
import { JumpHostField } from '../jump-hosts/jump-host-field';
import { api } from '../shell/api';
import { useFormSubmit } from '../shell/use-form-submit';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { PanelForm } from '../ui/panel-form';
import { SelectField } from '../ui/select-field';
import { type DeviceFormValues, formValues, parseForm } from './device-form-values';
import { DeviceLinkFields } from './device-link-fields';
import type { Device } from './use-device-list';

const PLATFORMS = DEVICE_PLATFORMS.map((platform) => [platform, PLATFORM_LABELS[platform]] as const);

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
      <Controller
        control={form.control}
        name="platform"
        render={({ field, fieldState }) => (
          <SelectField {...field} label="Platform" options={PLATFORMS} error={fieldState.error?.message} />
        )}
      />
      <Controller
        control={form.control}
        name="credentialId"
        render={({ field, fieldState }) => <CredentialField {...field} error={fieldState.error?.message} />}
      />
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
