import { type AreaZeroClient, createAreaZeroClient, type Procedures, type Subscription } from '@/client/client';
import { type Download, downloadPath } from '@/domain/download';
import { Stop, usage } from './exit-codes';
import type { Settings } from './settings';

type Answer<P> = P extends { query: (...args: never) => Promise<infer A> }
  ? A
  : P extends { mutate: (...args: never) => Promise<infer A> }
    ? A
    : never;
type Input<P> = P extends { query: (input: infer I, ...rest: never) => unknown }
  ? NonNullable<I>
  : P extends { mutate: (input: infer I, ...rest: never) => unknown }
    ? NonNullable<I>
    : never;
type Frame<P> = P extends Subscription<never, infer F> ? F : never;
type Jobs = Procedures['jobs'];
type Devices = Procedures['devices'];

export type JobView = Answer<Jobs['get']>;
export type JobPlanView = Answer<Jobs['plan']>;
export type JobInput = Input<Jobs['create']>;
export type CreatedJob = Answer<Jobs['create']>;
export type RetryInput = Input<Jobs['retry']>;
export type JobListItem = Answer<Jobs['list']>['items'][number];
export type RunItem = Answer<Jobs['runs']>['items'][number];
export type DeviceView = Answer<Devices['list']>['items'][number];
export type DeviceFilter = Omit<Input<Devices['list']>, 'cursor' | 'limit'>;
export type ProgressFrame = Frame<Jobs['onProgress']>;
export type ImportView = Answer<Devices['import']>;
/** The fixed part of a job. */
export type JobHead = Pick<
  JobView,
  'jobId' | 'title' | 'totalDevices' | 'totalBatches' | 'batchSize' | 'strategy' | 'commands'
>;

/** Whether the portal is heard from, for whoever follows a job. */
export interface Connection {
  /** Milliseconds since the epoch; null while it is. */
  lostSince: number | null;
  /** Websockets do not come through, so that events come as server-sent events. */
  overHttp: boolean;
  onChange: () => void;
}

/** The portal as the commands use it. */
export interface Portal {
  readonly client: AreaZeroClient;
  readonly connection: Connection;
  /** A file of a job, as it is made. Rejects with a `Stop` where the portal refuses it. */
  download(download: Download): Promise<ReadableStream<Uint8Array>>;
  /** Ends what is still open: subscriptions, downloads. */
  close(): void;
}

export function openPortal({ url, token, timeoutMs }: Settings): Portal {
  const connection: Connection = { lostSince: null, overHttp: false, onChange: () => {} };
  const client = newClient({
    url,
    token,
    timeoutMs,
    onConnection(state, transport) {
      connection.overHttp = transport === 'http';
      connection.lostSince = state === 'open' ? null : (connection.lostSince ?? Date.now());
      connection.onChange();
    },
  });
  const { origin } = new URL(url);
  const closed = new AbortController();
  return {
    client,
    connection,
    async download(asked) {
      const answer = await fetch(`${origin}${downloadPath(asked)}`, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'manual',
        signal: closed.signal,
      }).catch((error: Error) => {
        const cause = error.cause instanceof Error ? error.cause.message : error.message;
        throw new Stop('unreachable', `${origin} cannot be reached: ${cause}`);
      });
      if (answer.ok && answer.body) return answer.body;
      const text = (await answer.text()).trim().split('\n', 1)[0]!.slice(0, 200);
      throw new Stop(exitOfStatus(answer.status), `${origin} refused the download: ${answer.status} ${text}`);
    },
    close() {
      closed.abort();
      client.close();
    },
  };
}

function newClient(options: Parameters<typeof createAreaZeroClient>[0]): AreaZeroClient {
  try {
    return createAreaZeroClient(options);
  } catch (error) {
    if (error instanceof TypeError) throw usage(error.message);
    throw error;
  }
}

function exitOfStatus(status: number) {
  if (status === 401 || status === 403) return 'refused';
  if (status === 429 || status === 503) return 'unreachable';
  return status >= 500 || status < 400 ? 'internal' : 'usage';
}
