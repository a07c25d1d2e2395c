import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { schemaOf } from './answer';
import type { ProcedureRole } from './context';
import type { HttpCaller } from './http-context';
import type { ProcedureMeta } from './trpc';

export type RestMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** How the text of a query parameter is read. */
type Sort = 'text' | 'number' | 'boolean' | 'list';

/** A procedure under `/api/v1`. */
export interface RestRoute {
  readonly method: RestMethod;
  /** `/devices/{id}`. */
  readonly path: string;
  /** Its name as tRPC knows it. */
  readonly procedure: string;
  readonly type: 'query' | 'mutation';
  readonly role: ProcedureRole;
  readonly description: string;
  /** Null for a procedure that takes nothing. */
  readonly input: z.ZodObject | null;
  readonly output: z.ZodType;
  /** Of its answer. */
  readonly status: 200 | 201;
  /** Fields of the input that stand in the path. */
  readonly params: readonly string[];
  readonly sorts: ReadonlyMap<string, Sort>;
}

interface Definition {
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly meta?: ProcedureMeta;
  readonly inputs: readonly unknown[];
  readonly output?: unknown;
}

/** All procedures that name a place; throws where one cannot stand there, so that the portal does not start. */
export function restRoutes(appRouter: { _def: { procedures: object } }): RestRoute[] {
  const procedures = appRouter._def.procedures as Record<string, { _def: Definition }>;
  const routes = Object.entries(procedures).flatMap(([name, { _def }]) => {
    const rest = _def.meta?.rest;
    return rest ? [routeOf(name, _def, rest)] : [];
  });
  const places = new Map<string, string>();
  for (const { method, path, procedure } of routes) {
    const place = `${method} ${path.replace(/\{[^}]+\}/g, '{}')}`;
    const other = places.get(place);
    if (other) throw new Error(`${procedure} and ${other} both stand at ${place}`);
    places.set(place, procedure);
  }
  return routes;
}

function routeOf(procedure: string, { type, meta, inputs, output }: Definition, rest: string): RestRoute {
  const [method, path] = rest.split(' ') as [RestMethod, string];
  const answered = schemaOf(output);
  if (type === 'subscription') throw new Error(`${procedure} is a subscription: REST has none`);
  if (!answered) throw new Error(`${procedure} stands at ${rest} and does not say what it answers: .output(answer(…))`);
  if (inputs.length > 1) throw new Error(`${procedure} stands at ${rest} and has more than one input`);
  const input = objectOf(inputs[0] as z.ZodType | undefined);
  const params = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!);
  const missing = params.find((name) => !input || !(name in input.shape));
  if (missing) throw new Error(`${procedure} stands at ${rest} and has no field ${missing} in its input`);
  return {
    method,
    path,
    procedure,
    type,
    role: meta!.role,
    description: meta!.description,
    input,
    output: answered,
    status: /\.(create|retry|run)$/.test(procedure) ? 201 : 200,
    params,
    sorts: sortsOf(input),
  };
}

/** The object within `.optional()` and the like; null where there is no field. */
function objectOf(schema: z.ZodType | undefined): z.ZodObject | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return objectOf(schema.unwrap() as z.ZodType);
  }
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length > 0 ? schema : null;
}

interface TypeWords {
  readonly type?: string;
  readonly anyOf?: readonly TypeWords[];
}

function sortsOf(input: z.ZodObject | null): Map<string, Sort> {
  if (!input) return new Map();
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return new Map(Object.entries(properties).map(([name, words]) => [name, sortOf(words as TypeWords)]));
}

function sortOf({ type, anyOf = [] }: TypeWords): Sort {
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  if (type === 'array') return 'list';
  const [first] = anyOf.filter((one) => one.type !== 'null');
  return first ? sortOf(first) : 'text';
}

/** Something that stands at a path for one method. */
export interface Place<T> {
  readonly method: RestMethod;
  readonly path: string;
  readonly value: T;
}

export type PathParams = Readonly<Record<string, string>>;

/** Answers a request at one place; `params` are the fields in its path. Rejects with what is wrong. */
export type RestServe = (
  req: IncomingMessage,
  res: ServerResponse,
  caller: HttpCaller,
  params: PathParams,
) => Promise<void>;

export interface FoundPath<T> {
  readonly methods: ReadonlyMap<RestMethod, T>;
  readonly params: PathParams;
}

/**
 * Finds what stands at a path, which begins with a slash and is not decoded. Of two that fit, as `/devices/countries` and
 * `/devices/{id}`, words go before fields.
 */
export function createFindPath<T>(places: readonly Place<T>[]): (path: string) => FoundPath<T> | null {
  const byPath = new Map<string, Map<RestMethod, T>>();
  for (const { method, path, value } of places) {
    const methods = byPath.get(path) ?? new Map<RestMethod, T>();
    byPath.set(path, methods.set(method, value));
  }
  const paths = [...byPath]
    .map(([path, methods]) => ({ parts: path.split('/'), methods }))
    .sort((a, b) => fieldsIn(a.parts) - fieldsIn(b.parts));
  return (path) => {
    const given = path.split('/');
    for (const { parts, methods } of paths) {
      const params = paramsOf(parts, given);
      if (params) return { methods, params };
    }
    return null;
  };
}

const isField = (part: string): boolean => part.startsWith('{');
const fieldsIn = (parts: readonly string[]): number => parts.filter(isField).length;

function paramsOf(parts: readonly string[], given: readonly string[]): Record<string, string> | null {
  if (parts.length !== given.length) return null;
  const found: [string, string][] = [];
  for (const [at, part] of parts.entries()) {
    const text = given[at]!;
    if (isField(part) && text !== '') found.push([part.slice(1, -1), decodeURIComponent(text)]);
    else if (part !== text) return null;
  }
  return Object.fromEntries(found);
}
