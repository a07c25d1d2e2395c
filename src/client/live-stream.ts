import type { Operation, OperationLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '@/server/api/app-router';
import { saidByPortal } from './errors';
import { reconnectDelayMs } from './reconnect-delay';

type Envelopes = ReturnType<OperationLink<AppRouter>>;
type Listener = Required<Parameters<Envelopes['subscribe']>[0]>;
type Observer = Pick<Listener, 'next' | 'error' | 'complete'>;

/** One subscription of the caller, over as many connections as it takes. */
export interface LiveStream {
  begin(): void;
  /** The caller has had enough. */
  end(): void;
  fail(error: TRPCClientError<AppRouter>): void;
}

export interface LiveStreamDeps {
  readonly op: Operation;
  readonly observer: Observer;
  readonly carry: (op: Operation, listener: Observer) => { unsubscribe(): void };
  readonly onEnd: () => void;
}

/**
 * Ids of the portal's subscriptions grow. What is not newer than the last one came over a connection that was already
 * given up, and has come again over the next.
 */
export function liveStream({ op, observer, carry, onEnd }: LiveStreamDeps): LiveStream {
  let lastId: string | undefined;
  let inner: { unsubscribe(): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  let attempt = 0;

  const end = () => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    inner?.unsubscribe();
    onEnd();
  };
  const finish = (say: () => void) => {
    if (ended) return;
    end();
    say();
  };
  const fail = (error: TRPCClientError<AppRouter>) => finish(() => observer.error(error));
  const begin = () => {
    inner = carry(resumed(op, lastId), {
      next(envelope) {
        const { result } = envelope;
        if (ended) return;
        if (result.type === 'data') {
          attempt = 0;
          if (result.id !== undefined && Number(result.id) <= Number(lastId)) return;
          lastId = result.id;
        }
        observer.next(envelope);
      },
      error(error) {
        if (saidByPortal(error)) fail(error);
        else if (!ended) again();
      },
      complete: () => finish(() => observer.complete()),
    });
  };
  const again = () => {
    timer = setTimeout(begin, reconnectDelayMs(attempt));
    attempt += 1;
  };
  return { begin, end, fail };
}

const resumed = (op: Operation, lastEventId: string | undefined): Operation =>
  lastEventId === undefined ? op : { ...op, input: { ...(op.input as object), lastEventId } };
