import { randomUUID } from 'node:crypto';
import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import { type FieldError, fieldsOf } from './errors';

const references = new WeakMap<Error, string>();

/** The id under which an error stands in the log, and which its caller is told instead of the cause. */
export function referenceOf(error: Error): string {
  const known = references.get(error);
  if (known) return known;
  const reference = randomUUID().slice(0, 8);
  references.set(error, reference);
  return reference;
}

/**
 * What a caller gets to see of an error: a message that names the field, never a stack, a secret or an inner cause.
 * An internal error says only under which reference the log has it.
 */
export function errorShape({ shape, error }: { shape: TRPCDefaultErrorShape; error: TRPCError }) {
  const fields = error.code === 'BAD_REQUEST' && error.cause ? fieldsOf(error.cause) : null;
  const reference = error.code === 'INTERNAL_SERVER_ERROR' ? referenceOf(error) : null;
  return {
    code: shape.code,
    message: messageOf(error, fields, reference),
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      path: shape.data.path ?? null,
      fields: fields as readonly FieldError[] | null,
      reference,
    },
  };
}

function messageOf(error: TRPCError, fields: readonly FieldError[] | null, reference: string | null): string {
  if (reference) return `Something went wrong on the server (reference ${reference})`;
  if (fields) return fields.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
  // The parser quotes what it could not read, and that may be a password.
  if (error.code === 'PARSE_ERROR' || error.cause instanceof SyntaxError) return 'Expected JSON';
  return error.message;
}
