import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

/** Of an answer's body so much is kept; the rest is not read. */
export const MAX_ANSWER_BYTES = 2_048;
const MAX_ERROR_CHARACTERS = 300;

export interface PostOrder {
  readonly url: string;
  /** Where to connect: these and no others, whatever the name resolves to meanwhile. */
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** For the whole exchange, from the first packet to the last byte that is kept. */
  readonly timeoutMs: number;
  /** Aborted: the connection is cut, and the result is an error. */
  readonly signal: AbortSignal;
  /** Certificates to trust instead of Node's own, PEM. */
  readonly ca?: string | undefined;
}

export type PostResult =
  /** `body`: the first bytes of it, as they came. */
  { readonly status: number; readonly retryAfter: string | null; readonly body: Buffer } | { readonly error: string };

/** One POST, without following redirects, on a connection of its own. Never rejects. */
export function post({ url, addresses, headers, body, timeoutMs, signal, ca }: PostOrder): Promise<PostResult> {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const options = {
    method: 'POST',
    host,
    port: port || undefined,
    path: `${pathname}${search}`,
    headers: { ...headers, host: port ? `${hostname}:${port}` : hostname, 'content-length': Buffer.byteLength(body) },
    lookup: fixedLookup(addresses),
    // Kept-alive connections were opened to addresses that an earlier check allowed.
    agent: false,
    signal,
    ...(ca === undefined ? {} : { ca }),
  } as const;
  return new Promise((resolve) => {
    const request = protocol === 'https:' ? httpsRequest(options) : httpRequest(options);
    let answer: { readonly response: IncomingMessage; readonly chunks: Buffer[] } | undefined;
    const end = (error: string) => {
      clearTimeout(timer);
      request.destroy();
      resolve(answer ? resultOf(answer.response, answer.chunks) : { error: error.slice(0, MAX_ERROR_CHARACTERS) });
    };
    const timer = setTimeout(() => end(`No answer within ${timeoutMs / 1000} s`), timeoutMs);
    request.on('error', (error: NodeJS.ErrnoException) => end(signal.aborted ? 'The portal stopped' : wordsOf(error)));
    request.on('close', () => end('The connection ended without an answer'));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      answer = { response, chunks };
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= MAX_ANSWER_BYTES) end('');
      });
      // What counts is the status; a body that breaks off does not change it.
      response.on('end', () => end(''));
      response.on('error', () => end(''));
    });
    request.end(body);
  });
}

function resultOf({ statusCode, headers }: IncomingMessage, chunks: readonly Buffer[]): PostResult {
  const body = Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES);
  return { status: statusCode ?? 0, retryAfter: headers['retry-after'] ?? null, body };
}

/** Node's own message; several addresses that failed come as one error without any. */
function wordsOf(error: NodeJS.ErrnoException): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && first.message !== '' ? first.message : (error.code ?? 'The connection failed');
}

/** Gives the addresses that were checked instead of asking DNS again, which may answer otherwise by now. */
function fixedLookup(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    if (options.all) callback(null, all);
    else callback(null, all[0]!.address, all[0]!.family);
  };
}
