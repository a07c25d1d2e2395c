// `npm run -s cli -- jobs list`: the command line of the code as it is here.
import { pathToFileURL } from 'node:url';
import { ensureCli } from './build-cli.mjs';
import { ensureInstalled, main } from './setup.mjs';

main(async () => {
  await ensureInstalled();
  await import(pathToFileURL(await ensureCli()));
});
