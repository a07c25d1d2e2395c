// The portal in watch mode with the simulated routers beside it.
import { existsSync } from 'node:fs';
import { ensureInstalled, localSecretKey, main, root, run } from './setup.mjs';

main(async () => {
  await ensureInstalled();
  process.chdir(root);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' };
  env.SECRET_KEY ||= localSecretKey();
  env.ALLOWED_TARGETS ||= '127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7';
  const stop = new AbortController();
  const options = { env, signal: stop.signal };
  const routers = run(process.execPath, ['scripts/routers.mjs', '--csv', 'data/routers.csv'], options);
  const portal = run(
    process.execPath,
    ['--watch-path=src/server', '--watch-path=src/domain', '--import', 'tsx', 'src/server/main.ts'],
    options,
  );
  const first = Promise.race([routers, portal]);
  process.once('SIGINT', () => {});
  process.exitCode = await first.finally(() => stop.abort());
  await Promise.allSettled([routers, portal]);
});
