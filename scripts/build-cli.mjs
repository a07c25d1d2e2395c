// The command line as one file with all that it needs inside: runs on Node alone.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { isNewer, root } from './setup.mjs';

const CLI_FILE = join(root, 'dist/npm/areazero.js');

/** Resolves with the path of the file, which is made anew where its code has changed. */
export async function ensureCli() {
  if (isNewer(['src', 'package.json'], CLI_FILE)) await buildCli();
  return CLI_FILE;
}

/** Resolves with the paths of all that went into it. */
export async function buildCli(outfile = CLI_FILE) {
  const { build } = await import('esbuild');
  const { metafile } = await build({
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
    metafile: true,
    logLevel: 'warning',
  });
  chmodSync(outfile, 0o755);
  return Object.keys(metafile.inputs);
}
