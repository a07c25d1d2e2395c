// The portal in watch mode with the simulated routers beside it.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { ensureInstalled, localSecretKey, main, root, run } from './setup.mjs';

/** Routers that keep their password and host key over restarts, as real ones do: the portal pins and stores them. */
function routersPassword() {
  const file = 'data/routers-password';
  mkdirSync('data', { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, randomBytes(12).toString('base64url'), { mode: 0o600 });
  return file;
}

main(async () => {
  await ensureInstalled();
  process.chdir(root);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' };
  env.SECRET_KEY ||= localSecretKey();
  env.ALLOWED_TARGETS ||= '127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7';
  const stop = new AbortController();
  // Before the children hear of it: their end is then an answer, not an error.
  const stopped = new Promise((resolve) => stop.signal.addEventListener('abort', () => resolve(0)));
  const options = { env, signal: stop.signal };
  const kept = [
    '--platforms',
    'all',
    '--csv',
    'data/routers.csv',
    '--password-file',
    routersPassword(),
    '--host-key-file',
    'data/routers-host-key',
  ];
  const routers = run(process.execPath, ['scripts/routers.mjs', ...kept], options);
  const portal = run(
    process.execPath,
    ['--watch-path=src/server', '--watch-path=src/domain', '--import', 'tsx', 'src/server/main.ts'],
    options,
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort());
  process.exitCode = await Promise.race([stopped, routers, portal]);
  stop.abort();
  await Promise.allSettled([routers, portal]);
});
