// The command line as one file with all that it needs inside: runs on Node alone.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

export const CLI_FILE = join(root, 'dist/areazero.mjs');

export async function buildCli(outfile = CLI_FILE) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minifySyntax: true,
    legalComments: 'none',
    // CommonJS packages ask for Node's own modules by `require`, which modules do not have.
    banner: {
      js: "#!/usr/bin/env node\nimport { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);",
    },
    logLevel: 'warning',
  });
  chmodSync(outfile, 0o755);
}
