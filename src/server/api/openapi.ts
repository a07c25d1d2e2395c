import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { plannedCommandViewSchema } from '@/domain/command';
import { connectionReportSchema } from '@/domain/connection-test';
import { countsSchema, jobEventSchema } from '@/domain/event-schema';
import { failureSchema } from '@/domain/failure-schema';
import { jobOptionsSchema } from '@/domain/job-options-schema';
import { EXAMPLES } from './openapi-examples';
import { PROGRESS_PATH, progressOperation } from './openapi-progress';
import { REFUSALS, type RefusalStatus, refusalName, refusals } from './openapi-refusals';
import { progressSchema } from './progress-view';
import { restErrorSchema } from './rest-answer';
import type { RestRoute } from './rest-routes';

const DESCRIPTION = `The procedures that the pages of Area Zero use, for other services.

**Who asks.** An API token (an admin makes one: \`POST /tokens\`) in \`Authorization: Bearer …\`; on a page of the portal itself the
session cookie. Each operation says which role it needs: a viewer reads, an operator runs jobs, an admin does everything.

**Inputs.** Unknown fields are refused. Lists come in pages: pass \`nextCursor\` of one as \`cursor\` of the next. Times are ISO 8601 in
UTC, durations are milliseconds in names that end in \`Ms\`, countries are ISO 3166-1 alpha-2.

**Refusals** are JSON with a code, a message that names the field, and \`fields\`. Answers may get further fields; nothing is taken away
within v1.`;

/** The description of everything under `/api/v1`, as OpenAPI 3.1. */
export function openApiDocument(routes: readonly RestRoute[], publicUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  paths[PROGRESS_PATH] = { get: progressOperation };
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title: 'Area Zero', version: '1', description: DESCRIPTION },
      servers: [{ url: `${publicUrl}/api/v1` }],
      tags: [...new Set(routes.map(tagOf))].sort().map((name) => ({ name })),
      paths,
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'An API token' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: `${publicUrl.startsWith('https:') ? '__Secure-' : ''}areazero.session_token`,
            description: 'Of somebody who is signed in to the portal in this browser',
          },
        },
        schemas: {
          ConnectionReport: connectionReportSchema,
          Counts: countsSchema,
          Failure: failureSchema,
          JobEvent: jobEventSchema,
          JobOptions: jobOptionsSchema,
          JobProgress: progressSchema,
          PlannedCommand: plannedCommandViewSchema,
          Refusal: restErrorSchema,
        },
        responses: Object.fromEntries(
          Object.entries(REFUSALS).map(([status, description]) => [
            refusalName(status),
            { description, content: { 'application/json': { schema: restErrorSchema } } },
          ]),
        ),
      },
    },
    {
      override: ({ jsonSchema, io }) => {
        // An answer may get further fields; only inputs are closed.
        if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        // Bounds of JavaScript's numbers, not of ours.
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      },
    },
  );
}

const tagOf = ({ path }: RestRoute): string => path.split('/')[1]!;

function operationOf(route: RestRoute): ZodOpenApiOperationObject {
  const { method, procedure, description, role, output, status } = route;
  const hasBody = method === 'POST' || method === 'PATCH';
  const { inPath, elsewhere } = fieldsOf(route);
  const body = hasBody && Object.keys(elsewhere).length > 0 ? z.strictObject(elsewhere) : null;
  const example = EXAMPLES[procedure];
  return {
    operationId: procedure,
    tags: [tagOf(route)],
    summary: description.split(/[.:;](?:\s|$)/, 1)[0]!,
    description: `${description}\n\nRole: ${role}. In tRPC: \`${procedure}\`.`,
    security: [{ token: [] }, { session: [] }],
    requestParams: {
      path: z.object(inPath),
      query: z.object(hasBody ? {} : mapValues(elsewhere, inQuery)),
      ...('idempotencyKey' in elsewhere && { header: IDEMPOTENCY_HEADER }),
    },
    ...(body && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: { 'application/json': { schema: body, ...(example !== undefined && { example }) } },
      },
    }),
    responses: {
      [status]: { description: 'The answer', content: { 'application/json': { schema: output } } },
      ...refusals(refusalsOf(route, body !== null)),
    },
  };
}

/** They name what they are about in query or body rather than in the path. */
const NAMED_BY_INPUT: ReadonlySet<string> = new Set([
  'hostKeys.accept',
  'hostKeys.reject',
  'hostKeys.forget',
  'jobs.compare',
]);

function refusalsOf({ procedure, params, type }: RestRoute, hasBody: boolean): RefusalStatus[] {
  return [
    // One that takes nothing refuses what it is given.
    400,
    401,
    403,
    ...(params.length > 0 || NAMED_BY_INPUT.has(procedure) ? ([404] as const) : []),
    ...(type === 'mutation' ? ([409, 503] as const) : []),
    ...(hasBody ? ([413, 415] as const) : []),
    429,
    500,
  ];
}

const IDEMPOTENCY_HEADER = z.object({
  'Idempotency-Key': z.string().max(128).optional().describe('The same as `idempotencyKey` in the body'),
});

type Fields = Record<string, z.ZodType>;

function fieldsOf({ input, params }: RestRoute): { readonly inPath: Fields; readonly elsewhere: Fields } {
  const all = Object.entries((input?.shape ?? {}) as Fields);
  return {
    inPath: Object.fromEntries(all.filter(([name]) => params.includes(name))),
    elsewhere: Object.fromEntries(all.filter(([name]) => !params.includes(name))),
  };
}

/** A query parameter is there or not; it cannot be null. */
function inQuery(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodOptional) return inQuery(field.unwrap() as z.ZodType).optional();
  return field instanceof z.ZodNullable ? (field.unwrap() as z.ZodType) : field;
}

const mapValues = (fields: Fields, of: (field: z.ZodType) => z.ZodType): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, of(field)]));
