import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the package and packs it; gives the path of the tarball. */
export async function packedClient(): Promise<string> {
  await run('npm', ['run', 'pack'], { cwd: root });
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return join(root, 'dist', `areazero-${version}.tgz`);
}

/** A project of its own that has nothing but the package; `source` is a folder of the portal that is copied into it. */
export async function projectWith(tarball: string, source?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'areazero-client-'));
  await writeFile(join(folder, 'package.json'), '{ "name": "service", "private": true, "type": "module" }\n');
  if (source) await cp(join(root, source), folder, { recursive: true });
  // The compiler and the types of Node are those of the portal, see `compile`.
  const flags = ['--omit=dev', '--prefer-offline', '--no-audit', '--no-fund'];
  await run('npm', ['install', tarball, ...flags], { cwd: folder });
  return folder;
}

/** Compiles a project by its tsconfig.json into its `out`; rejects with what the compiler says. */
export async function compile(folder: string): Promise<void> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [tsc, '-p', folder, '--typeRoots', join(root, 'node_modules/@types')]).catch(
    ({ stdout }: { stdout: string }) => {
      throw new Error(stdout);
    },
  );
}
