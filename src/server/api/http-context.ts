import type { ServerResponse } from 'node:http';
import type { Actor } from '../auth/actor';
import type { ApiContext, Services } from './context';
import { beginCall, requestEventOf } from './request-event';
import { watchRights } from './watch-rights';

/** Subscriptions over HTTP (server-sent events) work too; a request holds one each. */
const MAX_SUBSCRIPTIONS_PER_REQUEST = 1;
/** Open at once, as many as there may be websockets. */
const MAX_STREAMS = 2_000;

export interface HttpCaller {
  readonly whoAsks: () => Promise<Actor | null>;
  readonly address: string;
}

/** What a procedure that is called over HTTP works with. */
export type HttpContext = (caller: HttpCaller, res: ServerResponse) => ApiContext;

/** For tRPC and REST alike, so that their streams share one limit. */
export function createHttpContext(services: Services, maxStreams = MAX_STREAMS): HttpContext {
  const streams = new Set<ServerResponse>();
  /** Takes a place among all streams until the response has closed. */
  const openStream = (res: ServerResponse): boolean => {
    if (streams.size >= maxStreams) return false;
    streams.add(res);
    res.once('close', () => streams.delete(res));
    return true;
  };
  return ({ whoAsks, address }, res) => {
    const event = requestEventOf(res);
    let open = 0;
    let asked: Promise<Actor | null> | undefined;
    // One request is one moment: a batch asks once.
    const whoAsked = () => {
      asked ??= whoAsks();
      return asked;
    };
    return {
      services,
      whoAsks: whoAsked,
      connection: {
        address,
        requestId: event.requestId,
        beginCall: (path, type) => {
          const call = beginCall(event.requestId, path, type);
          event.calls.push(call.fields);
          return call;
        },
        drained: async () => {
          if (res.writableNeedDrain && !res.destroyed) await drainOrClose(res);
        },
        openSubscription: () => {
          if (open >= MAX_SUBSCRIPTIONS_PER_REQUEST || !openStream(res)) return false;
          open += 1;
          // A stream outlives its moment.
          res.once('close', watchRights({ first: whoAsked(), whoAsks, end: () => res.destroy(), log: services.log }));
          return true;
        },
        closeSubscription: () => {
          open -= 1;
        },
      },
    };
  };
}

const drainOrClose = (res: ServerResponse) =>
  new Promise<void>((resolve) => {
    const done = () => {
      res.off('drain', done);
      res.off('close', done);
      resolve();
    };
    res.once('drain', done);
    res.once('close', done);
  });
