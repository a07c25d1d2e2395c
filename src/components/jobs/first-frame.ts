import type { ProgressFrame } from '@/domain/job-frame';

export interface FirstFrame {
  /** After which the stream goes on. */
  readonly id: string;
  readonly data: ProgressFrame;
}

/** Longer than this the stream brings its own first frame sooner. */
const PATIENCE_MS = 5_000;

/** Where the first frame of a job stands. The page's HTML names it, so that it comes while the scripts still load. */
export const firstFrameUrl = (jobId: string): string =>
  `/api/trpc/jobs.snapshot?input=${encodeURIComponent(JSON.stringify({ jobId }))}`;

/** Null where it could not be had: the stream then says why, or brings one itself. */
export async function firstFrame(jobId: string): Promise<FirstFrame | null> {
  try {
    // As the HTML asks for it, and past tRPC's link, which joins calls: another request would be made anew.
    const response = await fetch(firstFrameUrl(jobId), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) return null;
    const { result } = (await response.json()) as { result: { data: FirstFrame } };
    return result.data;
  } catch {
    return null;
  }
}
