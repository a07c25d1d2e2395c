import type { JobEnd } from '@/client/client';
import { formatCount, formatElapsed } from '@/domain/format';
import type { Context } from '../context';
import { type Exit, Stop } from '../exit-codes';
import { printJsonLine } from '../json';
import { openLiveDisplay } from '../live/display';
import { createLineTeller } from '../live/lines';
import { pollNumbers } from '../live/numbers';
import { glyphsFor, type JobNumbers } from '../live/view';
import { type WatchedJob, watchJob } from '../live/watch';
import type { Portal } from '../portal';
import { exitOf, hintLines, summaryLines } from './summary';

/**
 * Follows a job to its end: a display on a terminal, plain lines elsewhere, with `json` every event as a line. Resolves
 * with what its end means to a script. Ctrl-C and SIGTERM end the following and never the job: it rejects with a `Stop`.
 */
export async function follow(ctx: Context, portal: Portal, jobId: string, json = false): Promise<Exit> {
  const stop = new AbortController();
  const quiet = ctx.interruptions((by) => stop.abort(new Stop(by, farewell(jobId))));
  const way = json ? followEvents : ctx.out.isScreen ? followLive : followLines;
  try {
    return exitOf(await way(ctx, portal, jobId, stop.signal));
  } catch (error) {
    // Whatever the interruption broke off, it is the reason.
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    quiet();
    portal.connection.onChange = () => {};
  }
}

const farewell = (jobId: string) =>
  `No longer following; job ${jobId} goes on.
  Follow again:  areazero jobs follow ${jobId}
  End the job:   areazero jobs cancel ${jobId}`;

function followEvents(ctx: Context, portal: Portal, jobId: string, signal: AbortSignal): Promise<JobEnd> {
  tellConnection(ctx, portal);
  return portal.client.follow(jobId, (event) => printJsonLine(ctx, event), { signal });
}

async function followLines(ctx: Context, portal: Portal, jobId: string, signal: AbortSignal): Promise<JobEnd> {
  tellConnection(ctx, portal);
  const teller = createLineTeller((line) => ctx.out.line([line]));
  let job: WatchedJob | null = null;
  const end = await watchJob(
    portal,
    jobId,
    {
      snapshot(now) {
        if (!job) ctx.out.line([headLine(now)]);
        job = now;
        teller.snapshot(now.progress);
      },
      event: (event, { progress }) => teller.event(event, progress),
    },
    signal,
  );
  sum(ctx, job);
  return end;
}

async function followLive(ctx: Context, portal: Portal, jobId: string, signal: AbortSignal): Promise<JobEnd> {
  let job: WatchedJob | null = null;
  let numbers: JobNumbers | null = null;
  const display = openLiveDisplay(ctx.out, () => {
    if (!job) return null;
    const { head, progress, clockOffsetMs } = job;
    const { lostSince, overHttp } = portal.connection;
    const lost = lostSince === null ? null : lostSince + clockOffsetMs;
    return { head, progress, numbers, now: Date.now() + clockOffsetMs, lostSince: lost, overHttp };
  });
  portal.connection.onChange = () => display.changed();
  const stopAsking = pollNumbers(portal, jobId, (fresh) => {
    numbers = fresh;
    display.changed();
  });
  const end = await watchJob(
    portal,
    jobId,
    {
      snapshot(now) {
        job = now;
        display.changed();
      },
      event: () => display.changed(),
    },
    signal,
  ).finally(() => {
    stopAsking();
    display.close();
  });
  sum(ctx, job);
  return end;
}

function sum({ out }: Context, job: WatchedJob | null): void {
  if (!job) return;
  const hints = out.isTerminal ? hintLines(job) : [];
  for (const line of [...summaryLines(job, glyphsFor(out.unicode)), ...hints]) out.line(line);
}

function headLine({ head }: WatchedJob): string {
  const { jobId, title, totalDevices, totalBatches, commands } = head;
  const size = `${formatCount(totalDevices, 'device')} in ${formatCount(totalBatches, 'batch', 'batches')}`;
  return `Job ${jobId}: ${title} (${size}, ${formatCount(commands.length, 'command')})`;
}

/** To standard error, so that what is read from the other output stays whole. */
function tellConnection({ err }: Context, { connection }: Portal): void {
  let lost: number | null = null;
  let overHttp = false;
  connection.onChange = () => {
    if (connection.overHttp && !overHttp) err.line(['Websockets do not come through: following over HTTP']);
    if (connection.lostSince !== null && lost === null) err.line(['Connection lost: reconnecting …']);
    if (connection.lostSince === null && lost !== null) {
      err.line([`Connected again after ${formatElapsed(Date.now() - lost)}; nothing was missed`]);
    }
    lost = connection.lostSince;
    overHttp = connection.overHttp;
  };
}
