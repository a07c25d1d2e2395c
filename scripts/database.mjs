// node scripts/database.mjs backup|restore …: a command of the production build, as configured by the environment and `.env`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { main, root } from './setup.mjs';

main(async () => {
  const [name] = process.argv.splice(2, 1);
  const entry = join(root, 'dist', `${name}.js`);
  if (!existsSync(entry)) throw new Error('There is no build yet: run `npm run build` first');
  process.chdir(root);
  if (existsSync('.env')) process.loadEnvFile('.env');
  await import(pathToFileURL(entry).href);
});
