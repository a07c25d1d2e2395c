import { randomUUID } from 'node:crypto';
import { type TRPCDefaultErrorShape, TRPCError } from '@trpc/server';
import type { ApiContext } from './context';
import { type FieldError, fieldsOf } from './errors';
import { REFUSALS } from './openapi-refusals';

const references = new WeakMap<Error, string>();

/** An error of this request: its id is what the log has it under. */
export const quoteAs = (error: Error, requestId: string): void => void references.set(error, requestId);

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
export function errorShape({
  shape,
  error,
  ctx,
}: {
  shape: TRPCDefaultErrorShape;
  error: TRPCError;
  ctx?: ApiContext;
}) {
  // One that came before any procedure: not read, or not found.
  if (ctx && !references.has(error)) quoteAs(error, ctx.connection.requestId);
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
      /** To be quoted where somebody asks what went wrong. */
      requestId: referenceOf(error),
    },
  };
}

function messageOf(error: TRPCError, fields: readonly FieldError[] | null, reference: string | null): string {
  if (reference) return `Something went wrong on the server (reference ${reference})`;
  if (fields) return fields.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
  // The library says no more than its code.
  if (error.code === 'PAYLOAD_TOO_LARGE' && error.message === error.code) return REFUSALS[413];
  if (error.code === 'PARSE_ERROR' && error.cause instanceof TRPCError) return error.cause.message;
  // The parser quotes what it could not read, and that may be a password.
  if (error.code === 'PARSE_ERROR' || error.cause instanceof SyntaxError) return 'Expected JSON';
  return error.message;
}
