// Starts the simulated routers: `npm run routers -- --help`. Plain node; the lab itself runs through tsx.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

if (!existsSync(`${root}node_modules/tsx`)) {
  console.error('The packages are not installed yet: run `npm ci` first.');
  process.exit(1);
}

const child = spawn(process.execPath, ['--import', 'tsx', 'lab/cli.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl-C reaches the child by itself; a SIGTERM to this process does not.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
