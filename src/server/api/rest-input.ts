import type { IncomingMessage } from 'node:http';
import { TRPCError } from '@trpc/server';
import { badInput, badInputs, type FieldError } from './errors';
import type { PathParams, RestRoute } from './rest-routes';
import { isBodyless, MAX_BODY_BYTES } from './trpc-http';

type Input = Record<string, unknown>;

/**
 * The input of a procedure, from path, query and body of a request. Nothing is guessed: what does not read as the field's
 * type stays text, so that the procedure's own schema refuses it and names the field, as it does with unknown ones.
 */
export async function restInput(req: IncomingMessage, route: RestRoute, params: PathParams): Promise<Input> {
  const query = new URLSearchParams((req.url ?? '').split('?').slice(1).join('?'));
  const inQuery = route.method === 'GET' || route.method === 'DELETE';
  if (!inQuery && query.size > 0) {
    throw badInputs(
      [...new Set(query.keys())].map((field) => ({ field, message: 'expected in the body, not the query' })),
    );
  }
  const given = inQuery ? queryFields(query, route) : await bodyFields(req);
  const twice = route.params.find((name) => Object.hasOwn(given, name));
  if (twice) throw badInput(twice, 'expected in the path only');
  return { ...given, ...idempotencyKey(req, route, given), ...params };
}

function queryFields(query: URLSearchParams, { sorts }: RestRoute): Input {
  const wrong: FieldError[] = [];
  const fields = [...new Set(query.keys())].map((name): [string, unknown] => {
    const texts = query.getAll(name);
    const sort = sorts.get(name) ?? 'text';
    if (sort === 'list') return [name, texts];
    if (texts.length > 1) wrong.push({ field: name, message: 'expected once' });
    return [name, readText(texts[0]!, sort)];
  });
  if (wrong.length > 0) throw badInputs(wrong);
  return Object.fromEntries(fields);
}

function readText(text: string, sort: 'text' | 'number' | 'boolean'): unknown {
  if (sort === 'number' && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (sort === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

async function bodyFields(req: IncomingMessage): Promise<Input> {
  if (isBodyless(req)) return {};
  if (!/^application\/json\s*(?:;|$)/i.test(req.headers['content-type'] ?? '')) {
    throw new TRPCError({
      code: 'UNSUPPORTED_MEDIA_TYPE',
      message: 'Expected a body with Content-Type: application/json',
    });
  }
  const body = parsed(await readBody(req));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badInput('', 'expected a JSON object');
  return body as Input;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // What could not be read may hold a password: it is not quoted.
    throw new TRPCError({ code: 'PARSE_ERROR', message: 'Expected JSON' });
  }
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const tooLarge = new TRPCError({ code: 'PAYLOAD_TOO_LARGE', message: `Expected at most ${MAX_BODY_BYTES} bytes` });
  if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  // The answer goes over the same socket: leaving the loop must not end it.
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) throw tooLarge;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** The header that other APIs have for it, where the procedure takes such a key. */
function idempotencyKey({ headers }: IncomingMessage, { sorts }: RestRoute, given: Input): Input {
  const key = headers['idempotency-key'];
  if (key === undefined || !sorts.has('idempotencyKey')) return {};
  if (given.idempotencyKey !== undefined && given.idempotencyKey !== key) {
    throw badInput('idempotencyKey', 'expected the same as in the header Idempotency-Key, or only one of them');
  }
  return { idempotencyKey: key };
}
