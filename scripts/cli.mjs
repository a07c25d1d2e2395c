// `npm run -s cli -- jobs list`: the command line of this folder's code, built anew when that has changed.
import { buildCli, CLI_FILE } from './build-cli.mjs';
import { ensureInstalled, isNewer, main } from './setup.mjs';

main(async () => {
  await ensureInstalled();
  if (isNewer(['src/cli', 'src/client', 'src/domain', 'package.json'], CLI_FILE)) await buildCli();
  await import(CLI_FILE);
});
