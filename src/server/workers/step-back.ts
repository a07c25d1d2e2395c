import { getPriority, setPriority } from 'node:os';

/** Linux weighs each step by a quarter: five of them leave a third of the processor beside a thread that took none (sched(7)). */
const STEPS = 5;
const LAST = 19;

/**
 * Lets the main thread go first where threads compete for a processor: somebody waits there at a screen, a router's next
 * answer may come some milliseconds later. For the thread that calls it alone: on Linux priorities belong to threads
 * (setpriority(2)); elsewhere they would be those of the whole process, and nothing is done.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    // From where the process was started: to go forward again takes a privilege.
    setPriority(Math.min(LAST, getPriority() + STEPS));
  } catch {
    // A sandbox may refuse it. Threads are then alike, as on other systems: no reason not to run devices.
  }
}
