import { setPriority } from 'node:os';

/** Linux weighs each step by a quarter: a thread at 5 gets a third of the processor beside one at 0 (sched(7)). */
const NICE = 5;

/**
 * Lets the main thread go first where threads compete for a processor: somebody waits there at a screen, a router's next
 * answer may come some milliseconds later. For the thread that calls it alone: on Linux priorities belong to threads
 * (setpriority(2)); elsewhere they would be those of the whole process, and nothing is done.
 */
export function stepBack(): void {
  if (process.platform === 'linux') setPriority(NICE);
}
