import { readdirSync, readFileSync } from 'node:fs';
import { until } from './run';

/** Is there a process with this id? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, '' when it is gone. */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Ids of the direct children of a process. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    // The name in parentheses may hold spaces; the parent is the second field after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

const GRACE_MS = 2000;

/** Ends processes by id: SIGTERM, then SIGKILL for those that stay. */
export async function endProcesses(pids: readonly number[]): Promise<void> {
  const signal = (name: NodeJS.Signals) => {
    for (const pid of pids.filter(isAlive)) {
      try {
        process.kill(pid, name);
      } catch {
        // It ended between the question and the signal.
      }
    }
  };
  signal('SIGTERM');
  const gone = () => Promise.resolve(!pids.some(isAlive));
  await until('Ending processes', GRACE_MS, gone, 20).catch(() => signal('SIGKILL'));
}
