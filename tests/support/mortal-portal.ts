import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface MortalPortal {
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** Starts a portal without pages in a process of its own; resolves when it listens. */
export async function startMortalPortal(env: Readonly<Record<string, string>>): Promise<MortalPortal> {
  const child = fork(join(root, 'tests', 'support', 'portal-child.ts'), {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...env, NODE_ENV: 'test' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    gone.then(([code]) => Promise.reject(new Error(`The portal ended at start with exit code ${code}`))),
  ]);
  return {
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
