// What somebody who looks at a running job of ten thousand devices feels, in a real browser.
import { join } from 'node:path';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type PortalClient, portalClient, signIn } from '../scripts/portal-client';
import { percentile } from '../src/domain/pacing';
import type { AppRouter } from '../src/server/api/app-router';
import { chromiumPath, openBrowser } from '../tests/e2e/browser';
import { type BenchStage, openStage } from './stage';
import { median, print, ratio, row } from './table';

/** What `page-recorder.js` leaves in the page. */
interface Recorded {
  /** Milliseconds from the navigation until the wall and the running devices were painted; null before. */
  readonly usefulMs: number | null;
  /** The same since the epoch. */
  readonly usefulAt: number | null;
  /** Tasks of the main thread over 50 ms, after the page was useful. */
  readonly longTasksMs: readonly number[];
  /** Most elements that the document had. */
  readonly elements: number;
  /** What the list of running devices showed, when it was painted (milliseconds since the epoch); step 0: the row is gone. */
  readonly seen: readonly { readonly device: string; readonly step: number; readonly at: number }[];
}

declare global {
  interface Window {
    recorded?: Recorded;
  }
}

export interface PageOptions {
  readonly size: number;
  readonly places: number;
  readonly thinkTimeMs: number;
  readonly rounds: number;
}

/** Routers that all take equally long march in step: a hundred log in within a second, then none for five. Real ones do not. */
const THINK_TIME_SPREAD = 0.5;
const WATCH_MS = 30_000;
const VIEWERS = 50;
const VIEWERS_MS = 20_000;

/** A page of its own, with empty caches, that has shown the job for a while. */
interface Watched extends Recorded {
  readonly bytes: number;
  readonly watchedMs: number;
  readonly firstFrameBytes: number;
}

export async function pageBudgets({ size, places, thinkTimeMs, rounds }: PageOptions): Promise<void> {
  const executable = chromiumPath();
  if (!executable) return print('\nThe page was left out: this machine has no Chromium.');
  const settings = { MAX_BATCH_SIZE: String(places), LOG_LEVEL: 'fatal' };
  const stage = await openStage(size, thinkTimeMs, settings, THINK_TIME_SPREAD);
  const browser = await openBrowser(executable);
  try {
    const { trpc } = stage.portal.client;
    const { jobId } = await trpc.jobs.create.mutate({
      filter: { all: true },
      commands: stage.commands,
      batchSize: places,
      strategy: 'rolling',
    });
    // A job that has just begun logs in everywhere at once; what is measured is one in the middle of its work.
    while (done(await trpc.jobs.get.query({ jobId })) < places)
      await new Promise((resolve) => setTimeout(resolve, 500));
    const paints: number[] = [];
    for (let round = 1; round < rounds; round += 1) paints.push((await watch(browser, stage, jobId, 0)).usefulMs!);
    const startedAt = Date.now();
    const before = await trpc.jobs.get.query({ jobId });
    const witness = collectEnds(stage, jobId);
    // Its snapshot is twenty times a page's: not while one is loading.
    await witness.ready;
    const watched = await watch(browser, stage, jobId, WATCH_MS);
    witness.stop();
    paints.push(watched.usefulMs!);
    const after = await trpc.jobs.get.query({ jobId });
    const perSecond = ((done(after) - done(before)) * 1_000) / (Date.now() - startedAt);
    const latencies = latenciesOf(witness.ends, watched);
    const viewers = await viewersCost(stage, jobId);
    await trpc.jobs.cancel.mutate({ jobId });
    report({ size, perSecond, paints, watched, latencies, viewers });
  } finally {
    await browser.close();
    await stage.close();
  }
}

const done = ({ counts }: { counts: { total: number; pending: number; running: number } }) =>
  counts.total - counts.pending - counts.running;

async function signedIn(browser: Browser, { portal }: BenchStage): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { email, password } = portal.account;
  const answer = await context.request.post(`${portal.url}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: portal.url },
  });
  if (!answer.ok()) throw new Error(`Sign-in was refused: ${answer.status()}`);
  return context;
}

async function watch(browser: Browser, stage: BenchStage, jobId: string, ms: number): Promise<Watched> {
  const context = await signedIn(browser, stage);
  try {
    const page = await context.newPage();
    await page.addInitScript({ path: join(import.meta.dirname, 'page-recorder.js') });
    const frames = countFrames(page);
    await page.goto(`${stage.portal.url}/jobs/${jobId}`, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.recorded?.usefulMs != null, undefined, { timeout: 60_000 });
    const first = await firstFrameBytes(page);
    const from = { bytes: frames.bytes(), at: performance.now() };
    await new Promise((resolve) => setTimeout(resolve, ms));
    const recorded = (await page.evaluate(() => window.recorded)) as Recorded;
    const watchedMs = performance.now() - from.at;
    return { ...recorded, bytes: frames.bytes() - from.bytes, watchedMs, firstFrameBytes: first };
  } finally {
    await context.close();
  }
}

/** Of the frame that came with the page's HTML, as it was sent. */
const firstFrameBytes = (page: Page): Promise<number> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('jobs.snapshot'))
      .reduce((bytes, entry) => bytes + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );

function countFrames(page: Page) {
  let bytes = 0;
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      bytes += payload.length;
    }),
  );
  return { bytes: () => bytes };
}

/**
 * From a command's end in the log to the frame that showed it: the next command in its row, or the row gone. What ended before
 * the page was there is due from the moment that it was.
 */
function latenciesOf(ends: ReadonlyMap<string, number>, { seen, usefulAt }: Watched): number[] {
  return seen
    .flatMap(({ device, step, at }) => {
      const end = ends.get(`${device} ${step}`);
      // What happened before the witness listened.
      return end === undefined || at < end ? [] : [at - Math.max(end, usefulAt!)];
    })
    .sort((a, b) => a - b);
}

/** When each command of each device ended, as frames say it: by the device's name and the number of the next command, or 0. */
function collectEnds({ portal }: BenchStage, jobId: string) {
  const ends = new Map<string, number>();
  const names = new Map<string, string>();
  let begun = () => {};
  const ready = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const { unsubscribe } = portal.client.trpc.jobs.onProgress.subscribe(
    { jobId },
    {
      onData({ data: frame }) {
        if (frame.type === 'snapshot') {
          for (const { deviceId, deviceName } of frame.progress.devices) names.set(deviceId, deviceName);
          begun();
          return;
        }
        for (const event of frame.events) {
          if (event.type === 'command.started') note(event, event.index + 1);
          if (event.type === 'device.completed') note(event, 0);
        }
      },
    },
  );
  const note = ({ deviceId, at }: { deviceId: string; at: string }, step: number) =>
    ends.set(`${names.get(deviceId)} ${step}`, Date.parse(at));
  return { ends, ready, stop: unsubscribe };
}

/** Processor time of the portal while one, then fifty, follow the job as pages do. */
async function viewersCost(stage: BenchStage, jobId: string): Promise<{ one: number; many: number }> {
  const cost = async (viewers: number) => {
    const { url, client, account } = stage.portal;
    const headers = { cookie: await signIn(account) };
    const watching = Array.from({ length: viewers }, () => portalClient(url, client.token));
    await Promise.all(watching.map((viewer) => firstFrame(viewer, jobId)));
    const { jobs } = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `${url}/api/trpc`, headers })] });
    const stops = watching.map(() =>
      inSteps(5_000, (step) => [
        jobs.forecast.query({ jobId }),
        jobs.list.query({ limit: 20 }),
        ...(step % 3 === 0 ? [jobs.commandTimes.query({ jobId })] : []),
      ]),
    );
    const before = await stage.portal.usage();
    await new Promise((resolve) => setTimeout(resolve, VIEWERS_MS));
    const after = await stage.portal.usage();
    for (const stop of stops) stop();
    for (const viewer of watching) viewer.close();
    return after.cpuMs - before.cpuMs;
  };
  return { one: await cost(1), many: await cost(VIEWERS) };
}

/** What a page asks for beside its stream, as often as it does and in one request (components/shell/step-timers.ts), from a moment of its own. */
function inSteps(everyMs: number, ask: (step: number) => readonly Promise<unknown>[]): () => void {
  let timer = setTimeout(again, Math.random() * everyMs);
  let step = 0;
  function again() {
    timer = setTimeout(again, everyMs);
    step += 1;
    // The page shows what it had, and asks again.
    Promise.all(ask(step)).catch((error) => print(`A viewer got no answer: ${String(error)}`));
  }
  return () => clearTimeout(timer);
}

const firstFrame = ({ trpc }: PortalClient, jobId: string) =>
  new Promise<void>((resolve, reject) => {
    trpc.jobs.onProgress.subscribe({ jobId, packed: true }, { onData: () => resolve(), onError: reject });
  });

interface Report {
  readonly size: number;
  /** Devices that ended per second while the page was watched. */
  readonly perSecond: number;
  readonly paints: readonly number[];
  readonly watched: Watched;
  readonly latencies: readonly number[];
  readonly viewers: { readonly one: number; readonly many: number };
}

function report({ size, perSecond, paints, watched, latencies, viewers }: Report): void {
  const { longTasksMs, elements, bytes, watchedMs, firstFrameBytes } = watched;
  const ms = (value: number | undefined) => (value === undefined ? 'none' : `${value.toFixed(0)} ms`);
  const kilobytes = (value: number) => `${(value / 1_000).toFixed(1)} KB`;
  print(`\nThe page of a running job of ${size} devices, ${perSecond.toFixed(0)} of them ending a second\n`);
  row('', 'measured', 'budget');
  row(`first useful paint, of ${paints.length}`, ms(median(paints)), '1500 ms');
  row('longest task after that', ms(longTasksMs.length === 0 ? undefined : Math.max(...longTasksMs)), '100 ms');
  row('tasks over 50 ms', String(longTasksMs.length), '');
  row('elements', String(elements), '2500');
  row('first frame', kilobytes(firstFrameBytes), '300 KB');
  row('a second, all streams', kilobytes((bytes * 1_000) / watchedMs), '50 KB');
  row(`end to pixel, P50 of ${latencies.length}`, ms(percentile(latencies, 0.5)), '100 ms');
  row('end to pixel, P99', ms(percentile(latencies, 0.99)), '300 ms');
  row(`CPU of ${VIEWERS} viewers / of one`, ratio(viewers.many / viewers.one), '1.50');
}
