'use client';
import { type UseFormReturn, useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { api } from '../shell/api';
import { useFormSubmit } from '../shell/use-form-submit';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { PanelForm } from '../ui/panel-form';
import { Textarea } from '../ui/textarea';
import type { Credential } from './credential';
import { type CredentialFormValues, problemsOf, toCreate, toUpdate } from './credential-form-values';

type Form = UseFormReturn<CredentialFormValues>;

const EMPTY = { password: '', privateKey: '', passphrase: '', enablePassword: '' };

export function CredentialForm({ credential, onDone }: { credential: Credential | null; onDone: () => void }) {
  const form = useForm<CredentialFormValues>({
    defaultValues: {
      name: credential?.name ?? '',
      username: credential?.username ?? '',
      realm: credential?.realm ?? '',
      loginsPerSecond: String(credential?.loginsPerSecond ?? ''),
      ...EMPTY,
    },
  });
  const submit = useFormSubmit(form, {
    parse: (values) => {
      const problems = problemsOf(values, credential);
      return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, value: values };
    },
    save: useSave(credential),
    onDone,
  });
  const { errors, isSubmitting } = form.formState;
  const kept = (set: boolean | undefined) => (set ? 'Set. Leave it empty to keep it.' : 'Optional');
  return (
    <PanelForm
      problem={errors.root?.message}
      action={credential ? 'Save changes' : 'Add credential'}
      busy={isSubmitting}
      onSubmit={submit}
      onBack={onDone}
    >
      <FormField label="Name" hint="Devices and imports refer to it." error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} spellCheck={false} />}
      </FormField>
      <FormField label="User name" error={errors.username?.message}>
        {(control) => <Input {...control} {...form.register('username')} spellCheck={false} className="font-mono" />}
      </FormField>
      <FormField label="Password" hint={kept(credential?.hasPassword)} error={errors.password?.message}>
        {(control) => <Input {...control} {...form.register('password')} type="password" autoComplete="new-password" />}
      </FormField>
      <FormField
        label="Private key"
        hint={`PEM or OpenSSH format. ${kept(credential?.hasPrivateKey)}`}
        error={errors.privateKey?.message}
      >
        {(control) => (
          <Textarea
            {...control}
            {...form.register('privateKey')}
            rows={4}
            spellCheck={false}
            className="font-mono text-xs"
          />
        )}
      </FormField>
      <FormField
        label="Passphrase of the key"
        hint={kept(credential?.hasPassphrase)}
        error={errors.passphrase?.message}
      >
        {(control) => (
          <Input {...control} {...form.register('passphrase')} type="password" autoComplete="new-password" />
        )}
      </FormField>
      <FormField
        label="Enable password"
        hint={kept(credential?.hasEnablePassword)}
        error={errors.enablePassword?.message}
      >
        {(control) => (
          <Input {...control} {...form.register('enablePassword')} type="password" autoComplete="new-password" />
        )}
      </FormField>
      <LoginLimitFields form={form} />
    </PanelForm>
  );
}

/** How fast the accounts behind a credential may be used. */
function LoginLimitFields({ form }: { form: Form }) {
  const { errors } = form.formState;
  return (
    <div className="grid grid-cols-[1fr_8rem] items-start gap-3">
      <FormField
        label="Realm"
        hint="Optional. Credentials that name one realm (an AAA domain) share its limit; the lowest counts."
        error={errors.realm?.message}
      >
        {(control) => <Input {...control} {...form.register('realm')} autoComplete="off" spellCheck={false} />}
      </FormField>
      <FormField label="Logins per second" hint="Empty: no limit" error={errors.loginsPerSecond?.message}>
        {(control) => (
          <Input {...control} {...form.register('loginsPerSecond')} inputMode="decimal" autoComplete="off" />
        )}
      </FormField>
    </div>
  );
}

function useSave(credential: Credential | null) {
  const utils = api.useUtils();
  const create = api.credentials.create.useMutation();
  const update = api.credentials.update.useMutation();
  return async (values: CredentialFormValues) => {
    if (credential) await update.mutateAsync({ id: credential.id, ...toUpdate(values) });
    else await create.mutateAsync(toCreate(values));
    await utils.credentials.invalidate();
    toast.success(credential ? `Saved ${values.name}` : `Added ${values.name}`);
  };
}
