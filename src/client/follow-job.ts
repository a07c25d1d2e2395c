import { setTimeout as wait } from 'node:timers/promises';
import type { JobEvent } from '@/domain/event-schema';
import { reconnectDelayMs } from '@/live/connection-store';
import { saidByPortal } from './errors';
import { endOfEvent, endOfView, type JobEnd } from './job-end';
import type { Procedures, SubscriptionListeners } from './procedures';

export interface FollowOptions {
  /** Ends the watching, not the job: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

type Jobs = Procedures['jobs'];

/** Gives each event of a job to `onEvent`, from the first to the last, each once; resolves when the job has ended. */
export function followJob(
  jobs: Jobs,
  jobId: string,
  onEvent: (event: JobEvent) => void,
  { signal }: FollowOptions,
): Promise<JobEnd> {
  let end: JobEnd | null = null;
  const take = (event: JobEvent) => {
    end = endOfEvent(event) ?? end;
    onEvent(event);
  };
  const stream: Stream<JobEvent> = (lastEventId, listeners) =>
    jobs.onEvents.subscribe({ jobId, lastEventId }, listeners);
  return untilEnd({ jobs, jobId, stream, take, end: () => end, signal });
}

/** Resolves when the job has ended, told by frames without output: cheaper than following a large job. */
export function jobEnded(jobs: Jobs, jobId: string, { signal }: FollowOptions): Promise<JobEnd> {
  return untilEnd({
    jobs,
    jobId,
    stream: (lastEventId, listeners) => jobs.onProgress.subscribe({ jobId, lastEventId }, listeners),
    take: () => {},
    end: () => null,
    signal,
  });
}

type Stream<Data> = (
  lastEventId: string | undefined,
  listeners: SubscriptionListeners<Data>,
) => { unsubscribe(): void };

interface Watch<Data> extends FollowOptions {
  readonly jobs: Jobs;
  readonly jobId: string;
  readonly stream: Stream<Data>;
  readonly take: (data: Data) => void;
  /** The end that came with the data, where one came. */
  readonly end: () => JobEnd | null;
}

/** A portal that stops ends its streams as if the job had ended: only the job's own state counts. */
export async function untilEnd<Data>(watch: Watch<Data>): Promise<JobEnd> {
  let lastEventId: string | undefined;
  for (let attempt = 0; ; attempt += 1) {
    const before = lastEventId;
    lastEventId = await untilComplete(watch, lastEventId);
    const end = watch.end() ?? (await endNow(watch));
    if (end) return end;
    if (lastEventId !== before) attempt = 0;
    // Node's own rejection would hide the signal's reason.
    await wait(reconnectDelayMs(attempt), undefined, { signal: watch.signal }).catch(() => undefined);
    watch.signal?.throwIfAborted();
  }
}

/** Null while the job goes on, and while nobody answers. */
async function endNow({
  jobs,
  jobId,
  signal,
}: Pick<Watch<unknown>, 'jobs' | 'jobId' | 'signal'>): Promise<JobEnd | null> {
  try {
    return endOfView(await jobs.get.query({ jobId }, { signal }));
  } catch (error) {
    signal?.throwIfAborted();
    if (saidByPortal(error)) throw error;
    return null;
  }
}

/** Resolves with the id after which to go on when the stream ends. */
function untilComplete<Data>({ stream, take, signal }: Watch<Data>, after: string | undefined) {
  return new Promise<string | undefined>((resolve, reject) => {
    signal?.throwIfAborted();
    let lastEventId = after;
    // A client that is closed says so before there is a subscription.
    let subscription: { unsubscribe(): void } | undefined;
    const leave = () => {
      subscription?.unsubscribe();
      signal?.removeEventListener('abort', abort);
    };
    const abort = () => {
      leave();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    subscription = stream(after, {
      onData({ id, data }) {
        lastEventId = id;
        try {
          take(data);
        } catch (error) {
          leave();
          reject(error);
        }
      },
      onComplete() {
        leave();
        resolve(lastEventId);
      },
      onError(error) {
        leave();
        reject(error);
      },
    });
  });
}
