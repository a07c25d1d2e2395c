import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface CommandAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `src/server/<name>-command.ts` as `npm run <name> -- …` does, in a process of its own. */
export async function runCommand(
  name: 'backup' | 'restore',
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandAnswer> {
  const child = spawn(process.execPath, ['--import', 'tsx', `src/server/${name}-command.ts`, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}
