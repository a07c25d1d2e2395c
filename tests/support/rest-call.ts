import { type As, headersOf, type TestPortal } from './portal';

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON; null where it is empty. */
  readonly body: RestBody;
}

// What a test expects of it, it says itself.
// biome-ignore lint/suspicious/noExplicitAny: an answer of any procedure
export type RestBody = any;

export interface RestOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One call as another service makes it: `callRest(portal, as, 'GET /devices?limit=5')`. */
export async function callRest(
  portal: Pick<TestPortal, 'url'>,
  as: As,
  place: string,
  { body, headers }: RestOptions = {},
): Promise<RestAnswer> {
  const [method, path] = place.split(' ') as [string, string];
  const response = await fetch(`${portal.url}/api/v1${path}`, {
    method,
    headers: { ...headersOf(as), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === '' ? null : JSON.parse(text) };
}
