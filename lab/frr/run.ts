import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

const COMMAND_MS = 60_000;

/** Runs a program to its end and gives what it printed; rejects with its error output. `input` goes to its stdin. */
export function run(file: string, args: readonly string[], input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, [...args], { timeout: COMMAND_MS, maxBuffer: 64 * 2 ** 20 }, (error, out, err) => {
      if (error) reject(new Error(`${file} ${args.join(' ')}: ${err.trim() || out.trim() || error.message}`));
      else resolve(out);
    });
    child.stdin?.end(input);
  });
}

/** The same, for cleaning up: true when it worked, and never a rejection. */
export async function attempt(file: string, args: readonly string[]): Promise<boolean> {
  return run(file, args).then(
    () => true,
    () => false,
  );
}

/** Asks again every `everyMs` until the answer is true; rejects with `what` after `deadlineMs`. */
export async function until(
  what: string,
  deadlineMs: number,
  ask: () => Promise<boolean>,
  everyMs = 100,
): Promise<void> {
  const end = Date.now() + deadlineMs;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`${what} took longer than ${deadlineMs} ms`);
    await delay(everyMs);
  }
}
