import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One procedure that was called, in the log. */
export interface CallFields {
  readonly path: string;
  readonly type: string;
  /** `OK`, or the code of the error that its caller was answered; absent while it is open. */
  code?: string;
  durationMs?: number;
  /** Who called; absent where nobody signed in. */
  actor?: string;
  /** The id of what it was about: a job, a device. */
  subject?: string;
}

/** What one request leaves in the log, while it grows. */
export interface RequestEvent {
  /** What a caller may quote: in the answer's `X-Request-Id`, in its error, and in each line of the log about it. */
  readonly requestId: string;
  readonly calls: CallFields[];
}

/** One call at work; over HTTP several may share the id of their request. */
export interface CallEvent {
  readonly requestId: string;
  note(fields: Pick<CallFields, 'actor' | 'subject'>): void;
  /** Once: when it was answered, for a subscription when it is over. */
  end(code: string): void;
}

const REQUEST_ID_HEADER = 'X-Request-Id';
/** Ids of a proxy are taken over where they can be quoted and searched for, and forge nothing in a log. */
const ACCEPTABLE = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

const newRequestId = (): string => randomBytes(8).toString('hex');

export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers[REQUEST_ID_HEADER.toLowerCase()];
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : newRequestId();
}

const events = new WeakMap<ServerResponse, RequestEvent>();

/** Gives a request its id, and the answer too. */
export function beginRequest(req: IncomingMessage, res: ServerResponse): RequestEvent {
  const event = { requestId: requestIdOf(req), calls: [] };
  res.setHeader(REQUEST_ID_HEADER, event.requestId);
  events.set(res, event);
  return event;
}

/** Of the request that `res` answers; one that came past the door gets an id of its own. */
export function requestEventOf(res: ServerResponse): RequestEvent {
  return events.get(res) ?? { requestId: newRequestId(), calls: [] };
}

/** `onEnd` gets the fields when they are complete. */
export function beginCall(
  requestId: string,
  path: string,
  type: string,
  onEnd: (fields: CallFields) => void = () => {},
): CallEvent & { readonly fields: CallFields } {
  const startedAt = performance.now();
  const fields: CallFields = { path, type };
  return {
    requestId,
    fields,
    note: (more) => void Object.assign(fields, more),
    end(code) {
      if (fields.code !== undefined) return;
      Object.assign(fields, { code, durationMs: Math.round(performance.now() - startedAt) });
      onEnd(fields);
    },
  };
}
