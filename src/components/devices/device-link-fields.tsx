'use client';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { ALGORITHM_OPTIONS, ALGORITHM_WORDS } from '../connections/algorithm-words';
import { Checkbox } from '../ui/checkbox';
import { FormField } from '../ui/form-field';
import { SelectField } from '../ui/select-field';
import type { DeviceFormValues } from './device-form-values';

/** How a session with the device is spoken, for the few that need it otherwise. */
export function DeviceLinkFields({ form }: { form: UseFormReturn<DeviceFormValues> }) {
  const { errors } = form.formState;
  return (
    <>
      <Controller
        control={form.control}
        name="algorithms"
        render={({ field, fieldState }) => (
          <SelectField
            {...field}
            label="SSH algorithms"
            hint={ALGORITHM_WORDS[field.value].hint}
            options={ALGORITHM_OPTIONS}
            error={fieldState.error?.message}
          />
        )}
      />
      <FormField
        label="Keepalive requests"
        hint="Keep firewalls from forgetting a silent session. Off for a system that ends its sessions on them."
        error={errors.keepalive?.message}
      >
        {(control) => (
          <Controller
            control={form.control}
            name="keepalive"
            render={({ field }) => (
              <Checkbox {...control} checked={field.value} onCheckedChange={(on) => field.onChange(on === true)} />
            )}
          />
        )}
      </FormField>
    </>
  );
}
