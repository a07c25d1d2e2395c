import { TRPCClientError } from '@trpc/client';

/** What the server found wrong, by field of the input. */
export type FieldErrors = Readonly<Record<string, string>>;

export const NO_FIELD_ERRORS: FieldErrors = {};

/** Empty where the error is of another kind. */
export function fieldErrorsOf(error: unknown): FieldErrors {
  const fields: unknown = error instanceof TRPCClientError ? error.data?.fields : null;
  if (!Array.isArray(fields)) return NO_FIELD_ERRORS;
  return Object.fromEntries(fields.map(({ field, message }: { field: string; message: string }) => [field, message]));
}
