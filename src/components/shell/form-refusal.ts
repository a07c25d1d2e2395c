import { TRPCClientError } from '@trpc/client';
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form';

/** Puts what the server refused to the fields that it names; what it says of none stands above the form (`root`). */
export function showRefusal<V extends FieldValues>(form: UseFormReturn<V>, error: unknown): void {
  const fields: unknown = error instanceof TRPCClientError ? error.data?.fields : null;
  if (Array.isArray(fields) && fields.length > 0) {
    for (const { field, message } of fields as { field: string; message: string }[]) {
      // Of `tags.2` the form has `tags`.
      const known = field.split('.')[0]!;
      form.setError(known in form.getValues() ? (known as Path<V>) : 'root', { message });
    }
    return;
  }
  form.setError('root', { message: error instanceof Error ? error.message : 'The server did not say why' });
}
