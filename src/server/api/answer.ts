import { z } from 'zod';
import type { DeepReadonly } from '@/domain/deep-readonly';

/** What a procedure answers, by its schema. */
export type Answer<S extends z.ZodType> = DeepReadonly<z.output<S>>;

/** An output parser of tRPC that lets everything through and carries the schema along. */
export interface Described<S extends z.ZodType> {
  (value: unknown): Answer<S>;
  readonly schema: S;
}

/**
 * For `.output(…)` of a procedure: the compiler holds what it returns against the schema, and the REST description is made
 * of it. At run time nothing is parsed: our own answers need no check on every call, and zod would take out silently what
 * a schema does not name. tests/server/api/answer.test.ts holds real answers against the schemas.
 */
export const answer = <S extends z.ZodType>(schema: S): Described<S> =>
  Object.assign((value: unknown) => value as Answer<S>, { schema });

/** The schema that `answer` was given; null for a procedure without one. */
export function schemaOf(output: unknown): z.ZodType | null {
  const { schema } = (output ?? {}) as Partial<Described<z.ZodType>>;
  return schema ?? null;
}

/** ISO 8601 in UTC. */
export const timeSchema = z.string().meta({ format: 'date-time' });
export const countSchema = z.number().int();

export const idAnswerSchema = z.object({ id: z.string() });

export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('The `cursor` of the next page; null on the last one'),
    total: countSchema.describe('All that match, on any page'),
  });
