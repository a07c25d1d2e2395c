import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { deleteNamespace, namespaceProcesses } from './frr-router';
import { childrenOf, commandLineOf, endProcesses, isAlive } from './processes';
import { attempt, run } from './run';

/** Temporary directories of rings are named so, followed by the owner's process id and six random characters. */
export const DIRECTORY_PREFIX = 'areazero-frr-';

/** Everything that one process's ring may have left on the machine, removed step by step, whatever is missing. */
export async function removeRing(pid: number): Promise<void> {
  const directories = names(tmpdir()).filter((name) => name.startsWith(`${DIRECTORY_PREFIX}${pid}-`));
  for (const name of directories) {
    const sshd = numericNames('/proc').filter((id) => commandLineOf(id).includes(`${tmpdir()}/${name}/sshd_config`));
    // A session's sshd outlives the one that listens.
    await endProcesses([...sshd.flatMap(childrenOf), ...sshd]);
  }
  const namespaces = (await namespaceNames()).filter((name) => name.startsWith(`azr${pid}-`));
  await Promise.all(
    namespaces.map(async (namespace) => {
      await endProcesses(await namespaceProcesses(namespace));
      await deleteNamespace(namespace);
    }),
  );
  if (await attempt('id', [`azr${pid}`])) await attempt('userdel', ['--force', `azr${pid}`]);
  for (const name of directories) await rm(`${tmpdir()}/${name}`, { recursive: true, force: true });
}

/** Removes the rings of processes that are gone. */
export async function removeLeftovers(): Promise<void> {
  const found = [...names(tmpdir()), ...(await namespaceNames())].flatMap((name) => {
    const pid = /^(?:areazero-frr-|azr)(\d+)-/.exec(name)?.[1];
    return pid === undefined ? [] : Number(pid);
  });
  for (const pid of new Set(found)) if (!isAlive(pid)) await removeRing(pid);
}

async function namespaceNames(): Promise<string[]> {
  const output = await run('ip', ['netns', 'list']).catch(() => '');
  return output.split('\n').flatMap((line) => line.split(' ')[0] || []);
}

function names(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function numericNames(directory: string): number[] {
  return names(directory)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}
