import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose';

export interface StandInSheet {
  /** Cells by the name of the tab, first tab first. */
  readonly tabs: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Who may read it; `anyone`: it is public. */
  readonly sharedWith: readonly string[] | 'anyone';
}

export interface GoogleStandIn {
  readonly url: string;
  readonly sheets: Map<string, StandInSheet>;
  /** Every request: method and address, as they would stand in a log. */
  readonly requests: string[];
  readonly apiKey: string;
  /** A service account that it knows, and its key file. */
  serviceAccount(): Promise<{ email: string; keyFile: string }>;
  /** The next answers of the Sheets API are this status. */
  refuse(times: number, status: 429 | 503, retryAfter?: string): void;
  close(): Promise<void>;
}

const SCOPE = 'https://www.googleapis.com/auth/spreadsheets.readonly';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
};

/** Speaks as the token endpoint and the Sheets API v4 do: signed assertions, A1 ranges, cells that are left out, errors. */
export async function startGoogleStandIn(): Promise<GoogleStandIn> {
  const sheets = new Map<string, StandInSheet>();
  const keys = new Map<string, CryptoKey>();
  const tokens = new Map<string, string>();
  const requests: string[] = [];
  const refusals: { status: number; retryAfter: string | undefined }[] = [];
  const apiKey = 'AIza-stand-in-key-0123456789';
  const server = createServer((req, res) => {
    requests.push(`${req.method} ${req.url}`);
    void (req.url === '/token' ? giveToken(req, res) : giveValues(req, res));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function giveToken(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(req));
    const refuse = (error: string, error_description: string) => json(res, 400, { error, error_description });
    if (form.get('grant_type') !== GRANT) return refuse('unsupported_grant_type', 'Invalid grant_type');
    const assertion = form.get('assertion') ?? '';
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString() || '{}');
    const key = keys.get(claims.iss);
    if (!key) return refuse('invalid_grant', 'Invalid grant: account not found');
    try {
      await jwtVerify(assertion, key, { algorithms: ['RS256'], audience: `${url}/token`, maxTokenAge: '1h' });
    } catch {
      return refuse('invalid_grant', 'Invalid JWT Signature.');
    }
    if (claims.scope !== SCOPE) return refuse('invalid_scope', 'Invalid OAuth scope or ID token audience provided.');
    const token = `ya29.stand-in-${tokens.size}`;
    tokens.set(token, claims.iss);
    json(res, 200, { access_token: token, expires_in: 3599, token_type: 'Bearer' });
  }

  async function giveValues(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const refusal = refusals.shift();
    if (refusal) {
      if (refusal.retryAfter !== undefined) res.setHeader('retry-after', refusal.retryAfter);
      return fail(
        res,
        refusal.status,
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service 'sheets.googleapis.com'.",
      );
    }
    const { pathname, searchParams } = new URL(req.url ?? '/', url);
    const [, id, range] = /^\/v4\/spreadsheets\/([^/]+)\/values\/([^/]+)$/.exec(pathname) ?? [];
    if (!id || !range) return fail(res, 404, 'Requested entity was not found.');
    const reader = readerOf(req, searchParams);
    if (reader === null) {
      return fail(res, 400, 'API key not valid. Please pass a valid API key.', 'API_KEY_INVALID');
    }
    if (reader === '') return fail(res, 401, 'Request had invalid authentication credentials.');
    const sheet = sheets.get(decodeURIComponent(id));
    if (!sheet) return fail(res, 404, 'Requested entity was not found.');
    if (sheet.sharedWith !== 'anyone' && !sheet.sharedWith.includes(reader)) {
      return fail(res, 403, 'The caller does not have permission');
    }
    const values = valuesOf(sheet, decodeURIComponent(range));
    if (!values) return fail(res, 400, `Unable to parse range: ${decodeURIComponent(range)}`);
    json(res, 200, {
      range: values.range,
      majorDimension: 'ROWS',
      ...(values.rows.length > 0 ? { values: values.rows } : {}),
    });
  }

  /** Null: a wrong key; empty: nobody. */
  function readerOf(req: IncomingMessage, query: URLSearchParams): string | null {
    const key = req.headers['x-goog-api-key'] ?? query.get('key');
    if (key) return key === apiKey ? 'with a key' : null;
    return tokens.get(String(req.headers.authorization ?? '').replace(/^Bearer /, '')) ?? '';
  }

  return {
    url,
    sheets,
    requests,
    apiKey,
    async serviceAccount() {
      const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
      const email = `reader-${keys.size}@stand-in.iam.gserviceaccount.com`;
      keys.set(email, publicKey);
      const keyFile = JSON.stringify({
        type: 'service_account',
        project_id: 'stand-in',
        private_key_id: 'abc123',
        private_key: await exportPKCS8(privateKey),
        client_email: email,
        token_uri: `${url}/token`,
      });
      return { email, keyFile };
    },
    refuse(times, status, retryAfter) {
      for (let i = 0; i < times; i += 1) refusals.push({ status, retryAfter });
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body, null, 2));
}

function fail(res: ServerResponse, code: number, message: string, reason?: string): void {
  const details = reason ? { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }] } : {};
  json(res, code, { error: { code, message, status: STATUS[code], ...details } });
}

const columnOf = (letters: string) => [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Empty cells at the ends of rows, and empty rows at the end, are left out. Null: no such range. */
function valuesOf({ tabs }: StandInSheet, range: string): { range: string; rows: string[][] } | null {
  const [, quoted, plain, cells = ''] =
    /^(?:(?:'((?:[^']|'')+)'|([^'!:]+))!)?([A-Z]*\d*(?::[A-Z]*\d*)?)$/.exec(range) ?? [];
  const whole = Object.keys(tabs).find((name) => name === range);
  const name = whole ?? quoted?.replaceAll("''", "'") ?? plain ?? Object.keys(tabs)[0]!;
  const all = tabs[name];
  if (!all || (whole === undefined && cells === '')) return null;
  const [from = 'A1', to = 'CV1000'] = whole ? [] : cells.split(':');
  const at = (cell: string, row: number) =>
    [columnOf(/^[A-Z]*/.exec(cell)![0] || 'A'), Number(/\d+$/.exec(cell)?.[0] ?? row) - 1] as const;
  const [[left, top], [right, bottom]] = [at(from, 1), at(to, all.length)];
  const rows = all.slice(top, bottom + 1).map((row) => trimmed(row.slice(left, right + 1), (cell) => cell === ''));
  const shown = /[^A-Za-z0-9]/.test(name) ? `'${name}'` : name;
  const letters = (cell: string, otherwise: string) => /^[A-Z]*/.exec(cell)![0] || otherwise;
  return {
    range: `${shown}!${letters(from, 'A')}${top + 1}:${letters(to, 'Z')}${bottom + 1}`,
    rows: trimmed(rows, (row) => row.length === 0),
  };
}

function trimmed<T>(all: readonly T[], isEmpty: (one: T) => boolean): T[] {
  let end = all.length;
  while (end > 0 && isEmpty(all[end - 1]!)) end -= 1;
  return all.slice(0, end);
}
