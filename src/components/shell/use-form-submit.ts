'use client';
import { TRPCClientError } from '@trpc/client';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';

/** What a person typed, as it is sent; or what is wrong with it, by field. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

interface Steps<Values, T> {
  readonly parse: (values: Values) => Parsed<T>;
  readonly save: (value: T) => Promise<void>;
  readonly onDone: () => void;
}

/** The handler of a form: nothing is sent while a field is wrong, and what the server refuses stands at its field. */
export function useFormSubmit<Values extends FieldValues, T>(
  form: UseFormReturn<Values>,
  { parse, save, onDone }: Steps<Values, T>,
) {
  return form.handleSubmit(async (values) => {
    const parsed = parse(values);
    if (!parsed.ok) {
      for (const [field, message] of Object.entries(parsed.problems)) {
        form.setError(field as FieldPath<Values>, { message });
      }
      return;
    }
    try {
      await save(parsed.value);
    } catch (error) {
      return showRefusal(form, error);
    }
    onDone();
  });
}

/** The server names the field where it can; what it says of none stands above the form. */
function showRefusal<Values extends FieldValues>(form: UseFormReturn<Values>, error: unknown): void {
  const fields: unknown = error instanceof TRPCClientError ? error.data?.fields : null;
  if (!Array.isArray(fields) || fields.length === 0) {
    form.setError('root', { message: error instanceof Error ? error.message : 'The server did not say why' });
    return;
  }
  for (const { field, message } of fields as { field: string; message: string }[]) {
    // `tags.0`: the form has one field for all of them.
    const known = field.split('.')[0]!;
    form.setError(known in form.getValues() ? (known as FieldPath<Values>) : 'root', { message });
  }
}
