'use client';
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import { fieldErrorsOf } from './field-errors';

/** What a person typed, as it is sent; or what is wrong with it, by field. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

/** The same from a schema's verdict, the first problem of each field; `value` makes of what it read what is sent. */
export function parsedBy<T, V>(result: z.ZodSafeParseResult<T>, value: (read: T) => V): Parsed<V> {
  if (result.success) return { ok: true, value: value(result.data) };
  const problems: Record<string, string> = {};
  for (const { path, message } of result.error.issues) problems[String(path[0])] ??= message;
  return { ok: false, problems };
}

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
  const fields = Object.entries(fieldErrorsOf(error));
  if (fields.length === 0) {
    form.setError('root', { message: error instanceof Error ? error.message : 'The server did not say why' });
  }
  for (const [field, message] of fields) {
    // `tags.0`: the form has one field for all of them.
    const known = field.split('.')[0]!;
    form.setError(known in form.getValues() ? (known as FieldPath<Values>) : 'root', { message });
  }
}
