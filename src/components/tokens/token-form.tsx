'use client';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { formatExact } from '@/domain/format';
import { ROLES } from '@/domain/role';
import { api } from '../shell/api';
import { useFormSubmit } from '../shell/use-form-submit';
import { Alert } from '../ui/alert';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { PanelForm } from '../ui/panel-form';
import { SelectField } from '../ui/select-field';
import { useNow } from '../ui/use-now';
import { ROLE_WORDS } from './token';
import {
  EMPTY_TOKEN,
  EXPIRIES,
  EXPIRY_LABELS,
  expiresAtOf,
  parseForm,
  type TokenFormValues,
} from './token-form-values';

/** A token as it was made: the only time that it is known outside of the program that gets it. */
export interface NewToken {
  readonly name: string;
  readonly token: string;
}

type Form = UseFormReturn<TokenFormValues>;

export function TokenForm({ onBack, onMade }: { onBack: () => void; onMade: (made: NewToken) => void }) {
  const utils = api.useUtils();
  const create = api.tokens.create.useMutation();
  const form = useForm<TokenFormValues>({ defaultValues: EMPTY_TOKEN });
  const submit = useFormSubmit(form, {
    parse: (values) => parseForm(values, Date.now()),
    save: async (value) => {
      const { token } = await create.mutateAsync(value);
      onMade({ name: value.name, token });
      await utils.tokens.invalidate();
    },
    onDone: () => {},
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <PanelForm
      problem={errors.root?.message}
      action="Create token"
      busy={isSubmitting}
      onSubmit={submit}
      onBack={onBack}
      className="gap-5"
    >
      <FormField
        label="Name"
        hint="The program that gets it. What it does stands in the audit trail under this name."
        error={errors.name?.message}
      >
        {(control) => <Input {...control} {...form.register('name')} maxLength={64} spellCheck={false} />}
      </FormField>
      <RoleField form={form} />
      <ExpiryFields form={form} />
    </PanelForm>
  );
}

function RoleField({ form }: { form: Form }) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-xs">Role</legend>
      {ROLES.map((role) => (
        <label
          key={role}
          className="flex cursor-pointer items-start gap-2.5 rounded-md border border-input px-3 py-2 has-checked:border-primary has-checked:bg-selected"
        >
          <input type="radio" value={role} {...form.register('role')} className="mt-1 accent-primary" />
          <span className="grid gap-0.5">
            <span className="font-medium">{role}</span>
            <span className="text-muted-foreground text-xs">{ROLE_WORDS[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ExpiryFields({ form }: { form: Form }) {
  const { errors } = form.formState;
  const [expiry, date] = form.watch(['expiry', 'date']);
  const at = expiresAtOf({ expiry, date }, useNow());
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-3">
        <Controller
          control={form.control}
          name="expiry"
          render={({ field, fieldState }) => (
            <SelectField
              {...field}
              label="Expires"
              hint={at && expiry !== 'date' ? formatExact(at) : undefined}
              options={EXPIRIES.map((value) => [value, EXPIRY_LABELS[value]])}
              error={fieldState.error?.message}
            />
          )}
        />
        {expiry === 'date' && (
          <FormField label="Last day" error={errors.date?.message}>
            {(control) => <Input {...control} {...form.register('date')} type="date" />}
          </FormField>
        )}
      </div>
      {expiry === 'never' && (
        <Alert variant="warning">
          Whoever finds this token can use it until somebody revokes it. A token that ends is safer, even a year from
          now.
        </Alert>
      )}
    </>
  );
}
