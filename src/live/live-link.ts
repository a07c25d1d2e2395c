import type { Operation, OperationLink, TRPCClientError, TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '@/server/api/app-router';
import { type ConnectionStore, reconnectDelayMs, type Transport } from './connection-store';

/** Whether anybody looks. */
export interface PageSight {
  hidden(): boolean;
  /** Calls `listener` on each change; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

export interface LiveLinkDeps {
  readonly connection: ConnectionStore;
  readonly websocket: TRPCLink<AppRouter>;
  readonly http: TRPCLink<AppRouter>;
  /** Of a browser's page; where there is none, somebody always looks. */
  readonly sight?: PageSight;
  /** A stream over HTTP ended without a word: a browser does not say with which status. */
  readonly onLost?: () => void;
}

/** A proxy that keeps back what streams through it lets nothing come at all. */
const SILENT_STREAM_MS = 10_000;

/**
 * Carries each subscription over what the connection store names, and moves it when that changes: after the last id that
 * came, so that nothing is lost or comes twice. Over HTTP a stream takes one of the six connections that a browser has
 * for a host (HTTP/1.1), so a page that nobody looks at lets go of its streams and catches up when it is seen again.
 */
export function liveLink({ websocket, http, ...deps }: LiveLinkDeps): TRPCLink<AppRouter> {
  return (runtime) => {
    const links = { websocket: websocket(runtime), http: http(runtime) };
    return ({ op, next }) =>
      observable((observer) => {
        const stream = followStream({ deps, links, op, next, observer });
        return () => stream.end();
      });
  };
}

type Link = OperationLink<AppRouter>;
type LinkArgs = Parameters<Link>[0];
type Envelopes = ReturnType<Link>;
type Observer = Pick<Required<Parameters<Envelopes['subscribe']>[0]>, 'next' | 'error' | 'complete'>;

interface Follow {
  readonly deps: Omit<LiveLinkDeps, 'websocket' | 'http'>;
  readonly links: Record<Transport, Link>;
  readonly op: Operation;
  readonly next: LinkArgs['next'];
  readonly observer: Observer;
}

function followStream({ deps: { connection, sight, onLost }, links, op, next, observer }: Follow) {
  const key = {};
  let carrier: Transport | null = null;
  let inner: { unsubscribe(): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastEventId: string | undefined;
  let attempt = 0;

  const leave = () => {
    clearTimeout(timer);
    carrier = null;
    inner?.unsubscribe();
    inner = undefined;
    connection.streamEnded(key);
  };
  const lost = () => {
    leave();
    carrier = 'http';
    connection.streamLost(key);
    onLost?.();
    timer = setTimeout(() => open('http'), reconnectDelayMs(attempt));
    attempt += 1;
  };
  const open = (transport: Transport) => {
    leave();
    carrier = transport;
    const mine = {};
    current = mine;
    const when = (act: () => void) => {
      if (current === mine && carrier === transport) act();
    };
    if (transport === 'http') {
      connection.streamAwaited(key);
      timer = setTimeout(() => when(lost), SILENT_STREAM_MS);
    }
    // The websocket tells the connection itself.
    const look = (result: { type?: string; state?: string; error?: unknown }) => {
      if (transport !== 'http') return;
      // Silent for too long: it is being opened again, see STREAM_SILENCE_MS of the server.
      if (result.type === 'state' && result.state === 'connecting' && result.error) connection.streamLost(key);
      else if (result.type !== 'state') heard();
    };
    const heard = () => {
      clearTimeout(timer);
      attempt = 0;
      connection.streamHeard(key, Date.now());
    };
    inner = links[transport]({ op: resumed(op, lastEventId), next }).subscribe({
      next: (envelope) =>
        when(() => {
          const { result } = envelope;
          look(result);
          if ('id' in result && result.id !== undefined) lastEventId = String(result.id);
          observer.next(envelope);
        }),
      // What the server said is for the page; a stream that broke off is tried again here.
      error: (error) => when(() => (transport === 'http' && !saidByServer(error) ? lost() : fail(error))),
      complete: () => when(() => finish(() => observer.complete())),
    });
  };
  let current: object | undefined;
  const finish = (say: () => void) => {
    end();
    say();
  };
  const fail = (error: TRPCClientError<AppRouter>) => finish(() => observer.error(error));
  const choose = () => {
    const { transport } = connection.get();
    const wanted = transport === 'http' && sight?.hidden() ? null : transport;
    if (wanted === carrier) return;
    if (wanted === null) leave();
    else open(wanted);
  };
  const stops = [connection.subscribe(choose), sight?.subscribe(choose)];
  function end() {
    for (const stop of stops) stop?.();
    leave();
  }
  choose();
  return { end };
}

const saidByServer = (error: TRPCClientError<AppRouter>): boolean => error.shape !== undefined && error.shape !== null;

function resumed(op: Operation, lastEventId: string | undefined): Operation {
  return lastEventId === undefined ? op : { ...op, input: { ...(op.input as object), lastEventId } };
}
