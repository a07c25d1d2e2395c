// Writes the Prisma client from prisma/schema.prisma. Prisma's command line wants to download its schema engine even for
// `generate`, which does not use it; naming any existing executable as that engine keeps this step off the network.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packageFile = createRequire(import.meta.url).resolve('prisma/package.json');
const result = spawnSync(
  process.execPath,
  [join(dirname(packageFile), 'build', 'index.js'), 'generate', '--no-hints'],
  {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  },
);
if (result.status !== 0) {
  process.stderr.write(result.stdout ?? '');
  process.exit(result.status ?? 1);
}
