// What every command needs before it can run. Plain Node: nothing is installed yet when this file is read.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs a program in the project's folder; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Like `run`, and throws when the program fails. */
export async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with exit code ${code}`);
}

export const node = (args, options) => must(process.execPath, args, options);

/** A package's own program, without a shell and without npx. */
export const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Area Zero needs Node 20.19 or later; this is ${process.versions.node}`);
}

/** Installs what package-lock.json names, unless that is what is installed; then the database client. */
export async function ensureInstalled() {
  checkNode();
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed) || newest(['package-lock.json']) > statSync(installed).mtimeMs) {
    say('Installing packages (about 2 minutes the first time) …');
    await must(npm, ['ci', '--loglevel=error']);
  }
  const client = join(root, 'src/server/db/generated/client.ts');
  if (!existsSync(client) || newest(['prisma/schema.prisma']) > statSync(client).mtimeMs) {
    await node(['scripts/generate.mjs']);
  }
}

const BUILD_INPUTS = ['src', 'prisma', 'package-lock.json', 'next.config.mjs', 'postcss.config.mjs', 'tsconfig.json'];

/** Makes the production build, unless the one that is there is newer than everything it is made of. */
export async function ensureBuilt() {
  await ensureInstalled();
  const stamp = join(root, 'dist/main.js');
  if (existsSync(stamp) && existsSync(join(root, '.next/BUILD_ID')) && newest(BUILD_INPUTS) < statSync(stamp).mtimeMs) {
    return;
  }
  say('Building …');
  await node(['scripts/build.mjs']);
}

/** Whether any of these is newer than a file that is made of them, or that file is not there. */
export function isNewer(paths, made) {
  return !existsSync(made) || newest(paths) > statSync(made).mtimeMs;
}

function newest(paths) {
  let time = 0;
  for (const path of paths) {
    const full = join(root, path);
    if (!existsSync(full)) continue;
    const stat = statSync(full);
    if (!stat.isDirectory()) time = Math.max(time, stat.mtimeMs);
    else if (path !== 'src/server/db/generated') {
      time = Math.max(time, newest(readdirSync(full).map((name) => `${path}/${name}`)));
    }
  }
  return time;
}

/** The key that encrypts credentials on this machine; made once, readable by its owner alone. */
export function localSecretKey(folder = join(root, 'data')) {
  const file = join(folder, 'secret-key');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Ends the program with a clear line instead of a stack, unless the defect is ours. */
export function main(work) {
  work().catch((error) => {
    process.stderr.write(`${process.env.DEBUG ? error.stack : error.message}\n`);
    process.exitCode = 1;
  });
}
