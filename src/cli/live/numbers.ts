import type { Portal } from '../portal';
import type { JobNumbers } from './view';

/** As often as a page asks: the forecast moves slowly, and what moves fast comes with the stream. */
const INTERVAL_MS = 3_000;

/** Speed and forecast of a job, asked for anew until stopped. */
export function pollNumbers({ client }: Portal, jobId: string, onNumbers: (numbers: JobNumbers) => void): () => void {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const ask = async () => {
    try {
      onNumbers(await client.jobs.get.query({ jobId }, { signal: stop.signal }));
    } catch {
      // What is known stays on the screen. The stream beside this one says it when the portal is gone or refuses.
    }
    if (!stop.signal.aborted) timer = setTimeout(ask, INTERVAL_MS);
  };
  void ask();
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
}
