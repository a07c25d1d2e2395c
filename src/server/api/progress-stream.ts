import type { IncomingMessage, ServerResponse } from 'node:http';
import { callTRPCProcedure } from '@trpc/server';
import type { JobEvent } from '@/domain/event-schema';
import { isFinalJobState } from '@/domain/job';
import type { StoredJob } from '../engine/ports';
import { appRouter } from './app-router';
import type { Services } from './context';
import { badInput, badInputs } from './errors';
import type { HttpContext } from './http-context';
import { openJob } from './job-stream';
import { type Forecast, forecastOf, progressView } from './progress-view';
import type { RestServe } from './rest-routes';

/** Proxies and clients count a stream as dead after 30 to 60 s of silence. */
const HEARTBEAT_MS = 15_000;
/** Nobody reads a terminal faster. */
const PROGRESS_INTERVAL_MS = 500;
/** A forecast asks the database, and changes slowly. */
const FORECAST_INTERVAL_MS = 5_000;
/** After a cut clients come back spread over this time. */
const RETRY_MS = { from: 2_000, to: 5_000 };

type Frames = AsyncIterable<readonly [id: string, data: unknown, ...rest: unknown[]]>;

/**
 * `GET /jobs/{jobId}/progress` as server-sent events (WHATWG HTML §9.2): the progress of a job in few bytes, or with
 * `?events=all` every event of it. It stands on the subscriptions `jobs.onProgress` and `jobs.onEvents`, and so on their
 * rights, which are looked at again while it is open, on their limit and on their pace.
 */
export function createProgressStream(services: Services, contextOf: HttpContext): RestServe {
  return async (req, res, caller, { jobId = '' }) => {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const every = queryOf(req).get('events') === 'all';
    // A browser that comes back sends the header, and the query that it began with.
    const lastEventId = req.headers['last-event-id']?.toString() ?? queryOf(req).get('lastEventId');
    const input = { jobId, lastEventId };
    const frames: Frames = await callTRPCProcedure({
      router: appRouter,
      path: every ? 'jobs.onEvents' : 'jobs.onProgress',
      type: 'subscription',
      ctx: contextOf(caller, res),
      getRawInput: async () => {
        checkQuery(req);
        return input;
      },
      signal: gone.signal,
      batchIndex: 0,
    });
    const { job, after } = await openJob(services, input);
    // 204 is how a server says that there is nothing to come back for.
    if (isFinalJobState(job.progress.state) && after === job.progress.seq) {
      res.writeHead(204).end();
      return;
    }
    begin(res);
    if (req.method === 'HEAD') {
      res.end();
      return;
    }
    void beat(services, res, gone.signal);
    if (every) await sendEvents(res, frames);
    else await sendProgress({ services, res, frames, job, after, signal: gone.signal });
    if (!gone.signal.aborted) await end(services, res, jobId);
  };
}

const queryOf = (req: IncomingMessage) => new URLSearchParams((req.url ?? '').split('?').slice(1).join('?'));

function checkQuery(req: IncomingMessage): void {
  const query = queryOf(req);
  const unknown = [...new Set(query.keys())].filter((name) => name !== 'events' && name !== 'lastEventId');
  if (unknown.length > 0) throw badInputs(unknown.map((field) => ({ field, message: 'expected no such field' })));
  const events = query.get('events');
  if (events !== null && events !== 'all') throw badInput('events', 'expected all, or leave it out');
}

function begin(res: ServerResponse): void {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  const retry = Math.round(RETRY_MS.from + Math.random() * (RETRY_MS.to - RETRY_MS.from));
  res.write(`retry: ${retry}\n\n`);
}

function write(res: ServerResponse, id: number, event: string, data: unknown): void {
  res.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

async function beat({ clock }: Services, res: ServerResponse, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !res.writableEnded) {
    await clock.sleep(HEARTBEAT_MS, signal);
    // One that takes nothing needs no more of it.
    if (!signal.aborted && !res.writableEnded && !res.writableNeedDrain) res.write(': heartbeat\n\n');
  }
}

async function sendEvents(res: ServerResponse, frames: Frames): Promise<void> {
  for await (const [, data] of frames) {
    const event = data as JobEvent;
    write(res, event.seq, event.type, event);
  }
}

interface Progress {
  readonly services: Services;
  readonly res: ServerResponse;
  readonly frames: Frames;
  /** As it was when the stream was opened, and the event after which the client goes on. */
  readonly job: StoredJob;
  readonly after: number | null;
  readonly signal: AbortSignal;
}

/** A frame says no more than that something has happened; what is sent is the job as it then stands. */
async function sendProgress({ services, res, frames, job, after, signal }: Progress): Promise<void> {
  const { jobId } = job.plan;
  const forecast = createForecast(services);
  let shown = looksOf(job);
  if (after !== job.progress.seq && !isFinalJobState(job.progress.state)) {
    write(res, job.progress.seq, 'snapshot', progressView(job, await forecast(job)));
  }
  for await (const _ of frames) {
    const now = await services.engine.read(jobId);
    // The last state is told by `end`.
    if (!now || isFinalJobState(now.progress.state)) return;
    const looks = looksOf(now);
    if (looks === shown) continue;
    shown = looks;
    write(res, now.progress.seq, 'progress', progressView(now, await forecast(now)));
    await services.clock.sleep(PROGRESS_INTERVAL_MS, signal);
  }
}

/** What has to change for a new event: a device that began its next command is none. */
function looksOf({ progress: { state, stateReason, countries, batches } }: StoredJob): string {
  return JSON.stringify([state, stateReason, countries, batches.map((batch) => batch.state)]);
}

function createForecast(services: Services): (job: StoredJob) => Promise<Forecast> {
  let last: { readonly at: number; readonly state: string; readonly forecast: Forecast } | null = null;
  return async (job) => {
    const at = services.clock.now();
    const { state } = job.progress;
    if (last === null || last.state !== state || at - last.at >= FORECAST_INTERVAL_MS) {
      last = { at, state, forecast: await forecastOf(services, job) };
    }
    return last.forecast;
  };
}

/** A stream that ends without this event was cut, or the portal stops: the client comes back. */
async function end(services: Services, res: ServerResponse, jobId: string): Promise<void> {
  const job = await services.engine.read(jobId);
  if (job && isFinalJobState(job.progress.state)) {
    write(res, job.progress.seq, 'end', progressView(job, await forecastOf(services, job)));
  }
  res.end();
}
