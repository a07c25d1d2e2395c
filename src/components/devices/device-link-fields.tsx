'use client';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { ALGORITHM_PROFILES } from '@/domain/device';
import { ALGORITHM_WORDS } from '../connections/algorithm-words';
import { Checkbox } from '../ui/checkbox';
import { FormField } from '../ui/form-field';
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '../ui/select';
import type { DeviceFormValues } from './device-form-values';

/** How a session with the device is spoken, for the few that need it otherwise. */
export function DeviceLinkFields({ form }: { form: UseFormReturn<DeviceFormValues> }) {
  const { errors } = form.formState;
  const profile = form.watch('algorithms');
  return (
    <>
      <FormField label="SSH algorithms" hint={ALGORITHM_WORDS[profile].hint} error={errors.algorithms?.message}>
        {({ id, ...control }) => (
          <Controller
            control={form.control}
            name="algorithms"
            render={({ field }) => (
              <Select value={field.value} onValueChange={field.onChange}>
                <SelectTrigger id={id} {...control}>
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  {ALGORITHM_PROFILES.map((each) => (
                    <SelectItem key={each} value={each}>
                      {ALGORITHM_WORDS[each].label}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            )}
          />
        )}
      </FormField>
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
