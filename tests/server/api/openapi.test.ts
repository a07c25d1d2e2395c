import { describe, expect, it } from 'vitest';
import { appRouter, PROCEDURE_ROLES } from '@/server/api/app-router';
import { openApiDocument } from '@/server/api/openapi';
import { EXAMPLES } from '@/server/api/openapi-examples';
import { restRoutes } from '@/server/api/rest-routes';

const ROUTES = restRoutes(appRouter);
// As another service gets it.
const document = JSON.parse(JSON.stringify(openApiDocument(ROUTES, 'https://portal.example')));

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly object[];
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
  readonly responses: Record<
    string,
    { readonly $ref?: string; readonly content?: object; readonly description?: string }
  >;
}
interface Schema {
  readonly type?: string;
  readonly properties?: Record<string, object>;
}

const operations: { path: string; method: string; operation: Operation }[] = Object.entries(
  document.paths as Record<string, Record<string, Operation>>,
).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

/** Every object in the document, with where it stands. */
function* objects(value: unknown, at = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [at, value as Record<string, unknown>];
  for (const [key, inner] of Object.entries(value)) yield* objects(inner, `${at}/${key}`);
}

const resolve = (ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((there, key) => (there as Record<string, unknown> | undefined)?.[key], document);

/** JSON Schema 2020-12 and OpenAPI 3.1 know these types; `nullable` and boolean exclusive bounds are of 3.0. */
const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

describe('openapi.json', () => {
  it('is OpenAPI 3.1 of this portal', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Area Zero', version: '1' },
      servers: [{ url: 'https://portal.example/api/v1' }],
    });
    expect(Object.keys(document.components.securitySchemes)).toEqual(['token', 'session']);
  });

  it('has an operation for every procedure that stands under /api/v1, and one for the progress', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.sort()).toEqual([...ROUTES.map(({ procedure }) => procedure), 'jobs.progress'].sort());
  });

  it('says of each operation what it does, who may, who asks, and how it is refused', () => {
    const tags = document.tags.map(({ name }: { name: string }) => name);
    for (const { operation } of operations) {
      const role = PROCEDURE_ROLES.get(operation.operationId) ?? 'viewer';
      expect(operation.summary.length, operation.operationId).toBeGreaterThan(5);
      expect(operation.description).toContain(`Role: ${role}.`);
      expect(operation.security).toEqual([{ token: [] }, { session: [] }]);
      expect(tags).toContain(operation.tags[0]);
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403', '429', '500']));
      for (const response of Object.values(operation.responses)) {
        expect(response.$ref !== undefined || typeof response.description === 'string').toBe(true);
      }
    }
  });

  it('declares every parameter of a path, once, as required', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect([path, declared.map(({ name }) => name).sort()]).toEqual([path, inPath.sort()]);
      expect(declared.every(({ required }) => required)).toBe(true);
      const names = (operation.parameters ?? []).map((one) => `${one.in} ${one.name}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('takes every field of a procedure in one place: path, query or body', () => {
    for (const { procedure, input } of ROUTES) {
      const { operation } = operations.find(({ operation }) => operation.operationId === procedure)!;
      const outside = (operation.parameters ?? []).filter((one) => one.in !== 'header').map(({ name }) => name);
      const inside = Object.keys(operation.requestBody?.content['application/json']?.schema.properties ?? {});
      expect([procedure, [...outside, ...inside].sort()]).toEqual([procedure, Object.keys(input?.shape ?? {}).sort()]);
    }
  });

  it('has no reference into nothing', () => {
    const refs = [...objects(document)].flatMap(([at, { $ref }]) => (typeof $ref === 'string' ? [[at, $ref]] : []));
    expect(refs.length).toBeGreaterThan(100);
    expect(refs.filter(([, ref]) => resolve(ref!) === undefined)).toEqual([]);
  });

  it('is made of JSON Schema 2020-12: no words of older ones, no type that it does not know', () => {
    const wrong = [...objects(document)].filter(
      ([at, one]) =>
        !at.endsWith('/properties') &&
        ('nullable' in one || typeof one.exclusiveMinimum === 'boolean' || typeof one.exclusiveMaximum === 'boolean'),
    );
    expect(wrong).toEqual([]);
    const types = [...objects(document)].filter(
      ([at, { type }]) => at.includes('/schema') && !at.endsWith('/properties') && typeof type === 'string',
    );
    expect(types.length).toBeGreaterThan(300);
    expect(
      types.filter(([at, { type }]) => !at.includes('securitySchemes') && !TYPES.includes(type as string)),
    ).toEqual([]);
  });

  it('closes inputs and leaves answers open, since they may grow', () => {
    const create = operations.find(({ operation }) => operation.operationId === 'jobs.create')!.operation;
    expect(create.requestBody?.content['application/json']?.schema).toMatchObject({ additionalProperties: false });
    const closed = [...objects(document.paths)].filter(
      ([at, one]) => at.includes('/responses/') && one.additionalProperties === false,
    );
    expect(closed).toEqual([]);
  });

  it('shows examples that the procedures would take', () => {
    for (const [procedure, example] of Object.entries(EXAMPLES)) {
      const { input, params } = ROUTES.find((route) => route.procedure === procedure)!;
      const whole = { ...(example as object), ...Object.fromEntries(params.map((name) => [name, 'x'])) };
      expect([procedure, input!.safeParse(whole).error?.issues]).toEqual([procedure, undefined]);
    }
  });

  it('holds nothing that is not the same everywhere', () => {
    expect(JSON.stringify(document)).not.toMatch(/azt_[A-Za-z0-9]|localhost|node_modules/);
  });
});
