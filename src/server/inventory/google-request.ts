import { setTimeout as wait } from 'node:timers/promises';

export interface GoogleFailure {
  readonly ok: false;
  /** What happened and what to do; never a secret. */
  readonly message: string;
}

export type GoogleAnswer = { readonly ok: true; readonly status: number; readonly body: unknown } | GoogleFailure;

interface Request {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const TIMEOUT_MS = 30_000;
/** 50,000 rows of an inventory are some 6 MB. */
const MAX_BYTES = 32_000_000;
/** Quotas of Google are counted per minute; who has to wait longer than this does it himself. */
const MAX_WAIT_MS = 10_000;
/** Waits before another try where Google does not name one. */
const RETRY_AFTER_MS = [500, 2_000] as const;

/** One call, repeated where Google says that it is busy or over a quota. Redirects are not followed. */
export async function askGoogle(url: string, request: Request): Promise<GoogleAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await ask(url, request);
    if (!answer.ok || (answer.status !== 429 && answer.status < 500)) return answer;
    const waitMs = answer.retryAfterMs ?? RETRY_AFTER_MS[attempt] ?? 0;
    if (attempt === RETRY_AFTER_MS.length || waitMs > MAX_WAIT_MS) return tooBusy(answer.status, answer.retryAfterMs);
    await wait(waitMs);
  }
}

type Once =
  | { readonly ok: true; readonly status: number; readonly body: unknown; readonly retryAfterMs: number | null }
  | GoogleFailure;

async function ask(url: string, request: Request): Promise<Once> {
  const { host } = new URL(url);
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return {
        ok: false,
        message: `${host} redirects, which is not followed: expected the API itself at that address`,
      };
    }
    const text = await textOf(response);
    if (text === null)
      return { ok: false, message: `${host} sent more than ${MAX_BYTES / 1e6} MB: choose a smaller range` };
    return { ok: true, status: response.status, body: jsonOf(text), retryAfterMs: retryAfterOf(response) };
  } catch (error) {
    const slow = (error as Error).name === 'TimeoutError';
    return {
      ok: false,
      message: slow
        ? `${host} did not answer within ${TIMEOUT_MS / 1000} s`
        : `${host} cannot be reached from this machine`,
    };
  }
}

async function textOf(response: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Seconds, or a date (RFC 9110 §10.2.3). */
function retryAfterOf({ headers }: Response): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

function tooBusy(status: number, retryAfterMs: number | null): GoogleFailure {
  const when = retryAfterMs === null ? 'in a minute' : `in ${Math.ceil(retryAfterMs / 1000)} s`;
  const what = status === 429 ? 'the quota of the Google Sheets API is used up' : `Google answered ${status}`;
  return { ok: false, message: `${what.charAt(0).toUpperCase()}${what.slice(1)}: try again ${when}` };
}
