import type { ProgressFrame } from '@/domain/job-frame';
import { unpackFrame } from './unpack-frame';

export interface FirstFrame {
  /** After which the stream goes on. */
  readonly id: string;
  /** Unpacked. */
  readonly data: ProgressFrame;
}

/** Longer than this the stream brings its own first frame sooner. */
const PATIENCE_MS = 5_000;

/** Where the first frame of a job stands. The page's HTML names it, so that it comes while the scripts still load. */
export const firstFrameUrl = (jobId: string): string =>
  `/api/trpc/jobs.snapshot?input=${encodeURIComponent(JSON.stringify({ jobId }))}`;

interface Early {
  readonly jobId: string;
  readonly asked: Promise<FirstFrame | null>;
  frame: FirstFrame | null;
}

/** Of the page that the browser was sent to: it is unpacked while React still takes over the HTML. Taken once. */
let early: Early | null = typeof window === 'undefined' ? null : askEarly(window.location.pathname);

function askEarly(path: string): Early | null {
  const jobId = /^\/jobs\/([\da-f]{8}-[\da-f-]{27})$/.exec(path)?.[1];
  if (jobId === undefined) return null;
  const mine: Early = { jobId, asked: ask(jobId), frame: null };
  void mine.asked.then((frame) => {
    mine.frame = frame;
  });
  return mine;
}

/** The first frame where it is there already, so that a page begins with it; null otherwise. */
export const readyFrame = (jobId: string): FirstFrame | null => (early?.jobId === jobId ? early.frame : null);

/** Null where it could not be had: the stream then says why, or brings one itself. */
export function firstFrame(jobId: string): Promise<FirstFrame | null> {
  const mine = early;
  // Later visits want the job as it is then.
  early = null;
  return mine?.jobId === jobId ? mine.asked : ask(jobId);
}

async function ask(jobId: string): Promise<FirstFrame | null> {
  try {
    // As the HTML asks for it, and past tRPC's link, which joins calls: another request would be made anew.
    const response = await fetch(firstFrameUrl(jobId), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return null;
    const { result } = (await response.json()) as { result: { data: FirstFrame } };
    return { id: result.data.id, data: await unpackFrame(result.data.data) };
  } catch {
    return null;
  }
}
