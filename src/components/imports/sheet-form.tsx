'use client';
import { Controller, type UseFormReturn, useForm, useWatch } from 'react-hook-form';
import { toast } from 'sonner';
import { DEFAULT_RANGE } from '@/domain/sheet';
import { api } from '../shell/api';
import { useFormSubmit } from '../shell/use-form-submit';
import { Alert } from '../ui/alert';
import { FormField } from '../ui/form-field';
import { Input } from '../ui/input';
import { PanelForm } from '../ui/panel-form';
import { Textarea } from '../ui/textarea';
import { ToggleGroup, ToggleGroupItem } from '../ui/toggle-group';
import type { SheetConnection } from './sheet-connection';
import { emailIn, problemsOf, type SheetFormValues, toInput } from './sheet-form-values';

type Form = UseFormReturn<SheetFormValues>;

export function SheetForm({ sheet, onDone }: { sheet: SheetConnection | null; onDone: () => void }) {
  const form = useForm<SheetFormValues>({
    defaultValues: {
      name: sheet?.name ?? '',
      spreadsheetId: sheet?.spreadsheetId ?? '',
      range: sheet?.range ?? DEFAULT_RANGE,
      authKind: sheet?.authKind ?? 'service_account',
      serviceAccount: '',
      apiKey: '',
    },
  });
  const submit = useFormSubmit(form, {
    parse: (values) => {
      const problems = problemsOf(values, sheet);
      return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, value: values };
    },
    save: useSave(sheet),
    onDone,
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <PanelForm
      problem={errors.root?.message}
      action={sheet ? 'Save changes' : 'Connect sheet'}
      busy={isSubmitting}
      onSubmit={submit}
      onBack={onDone}
    >
      <FormField label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} spellCheck={false} />}
      </FormField>
      <FormField label="Spreadsheet" hint="Its address in the browser, or its id" error={errors.spreadsheetId?.message}>
        {(control) => (
          <Input {...control} {...form.register('spreadsheetId')} spellCheck={false} className="font-mono" />
        )}
      </FormField>
      <FormField
        label="Range"
        hint="Its first row is the header. A:CV is the first sheet; Routers!A3:K begins in row 3 of the sheet Routers."
        error={errors.range?.message}
      >
        {(control) => <Input {...control} {...form.register('range')} spellCheck={false} className="font-mono" />}
      </FormField>
      <KeyFields form={form} sheet={sheet} />
    </PanelForm>
  );
}

function KeyFields({ form, sheet }: { form: Form; sheet: SheetConnection | null }) {
  const [authKind, serviceAccount] = useWatch({ control: form.control, name: ['authKind', 'serviceAccount'] });
  const { errors } = form.formState;
  const kept = sheet?.authKind === authKind ? ' Leave it empty to keep the stored one.' : '';
  const email = emailIn(serviceAccount) ?? (sheet?.authKind === 'service_account' ? sheet.clientEmail : null);
  return (
    <>
      <Controller
        control={form.control}
        name="authKind"
        render={({ field }) => (
          <ToggleGroup
            type="single"
            aria-label="How the sheet is read"
            value={field.value}
            onValueChange={(value: string) => value && field.onChange(value)}
          >
            <ToggleGroupItem value="service_account">Service account</ToggleGroupItem>
            <ToggleGroupItem value="api_key">API key</ToggleGroupItem>
          </ToggleGroup>
        )}
      />
      {authKind === 'service_account' ? (
        <FormField
          label="Key file"
          hint={`The JSON file that Google Cloud gave with the key.${kept}`}
          error={errors.serviceAccount?.message}
        >
          {(control) => (
            <Textarea
              {...control}
              {...form.register('serviceAccount')}
              rows={5}
              spellCheck={false}
              className="font-mono text-xs"
            />
          )}
        </FormField>
      ) : (
        <FormField
          label="API key"
          hint={`Opens only sheets that anyone with the link may see.${kept}`}
          error={errors.apiKey?.message}
        >
          {(control) => <Input {...control} {...form.register('apiKey')} type="password" autoComplete="new-password" />}
        </FormField>
      )}
      {authKind === 'service_account' && email && (
        <Alert>
          Share the spreadsheet with <span className="break-all font-mono text-xs">{email}</span> as a viewer.
        </Alert>
      )}
    </>
  );
}

function useSave(sheet: SheetConnection | null) {
  const utils = api.useUtils();
  const create = api.sheets.create.useMutation();
  const update = api.sheets.update.useMutation();
  return async (values: SheetFormValues) => {
    if (sheet) await update.mutateAsync({ id: sheet.id, ...toInput(values) });
    else await create.mutateAsync(toInput(values));
    await utils.sheets.invalidate();
    toast.success(sheet ? `Saved ${values.name}` : `Connected ${values.name}`);
  };
}
