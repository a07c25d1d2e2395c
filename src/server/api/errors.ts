import { TRPCError } from '@trpc/server';
import { z } from 'zod';

/** One thing that is wrong with an input. `field` is a path such as `commands.2`; empty for the input as a whole. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Carries field errors through tRPC to the error formatter. */
export class InvalidInput extends Error {
  constructor(readonly fields: readonly FieldError[]) {
    super(fields.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; '));
    this.name = 'InvalidInput';
  }
}

/** To be thrown where an input is well formed and still cannot be followed. */
export function badInput(field: string, message: string): TRPCError {
  return badInputs([{ field, message }]);
}

export function badInputs(fields: readonly FieldError[]): TRPCError {
  const cause = new InvalidInput(fields);
  return new TRPCError({ code: 'BAD_REQUEST', message: cause.message, cause });
}

export const notFound = (what: string) => new TRPCError({ code: 'NOT_FOUND', message: `${what}: not found` });
export const conflict = (message: string) => new TRPCError({ code: 'CONFLICT', message });

const MAX_FIELDS = 20;

/** The field errors behind an error; null where it is no input error. Never contains a value that was sent. */
export function fieldsOf(error: Error): readonly FieldError[] | null {
  if (error instanceof InvalidInput) return error.fields;
  if (error instanceof z.core.$ZodError) return error.issues.flatMap(describeIssue).slice(0, MAX_FIELDS);
  return null;
}

function describeIssue(issue: z.core.$ZodIssue): FieldError[] {
  const field = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [field, key.slice(0, 64)].filter(Boolean).join('.'),
      message: 'expected no such field',
    }));
  }
  return [{ field, message: plainMessage(issue) }];
}

/** zod's own sentences ("Invalid input: expected number, received string") to ours ("expected number, got string"). */
function plainMessage(issue: z.core.$ZodIssue): string {
  const message = issue.message
    .replace(/^(?:Invalid input|Too small|Too big|Invalid option|Invalid string): /, '')
    .replace(/, received undefined$/, ', got nothing')
    .replace(/, received (\w+)$/, ', got $1');
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** How many ids or names a message lists; the rest is a number. */
const MAX_NAMED = 10;

export const named = (names: readonly string[]) =>
  names.length <= MAX_NAMED
    ? names.join(', ')
    : `${names.slice(0, MAX_NAMED).join(', ')} and ${names.length - MAX_NAMED} more`;
