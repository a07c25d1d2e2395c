// The portal in production, as configured by the environment and `.env`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main, root } from './setup.mjs';

main(async () => {
  const entry = join(root, 'dist/main.js');
  if (!existsSync(entry)) throw new Error('There is no build yet: run `npm run build` first');
  process.chdir(root);
  if (existsSync('.env')) process.loadEnvFile('.env');
  process.env.NODE_ENV = 'production';
  await import(pathToFileURL(entry).href);
});
