// The production build: pages by Next, the server, its worker threads, its commands and the command line by esbuild into dist/.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildCli } from './build-cli.mjs';
import { bin, ensureInstalled, main, must, root } from './setup.mjs';

main(async () => {
  await ensureInstalled();
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  await must(bin('next'), ['build'], { env });
  compress(join(root, '.next/static'));
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'src/server/main.ts',
      worker: 'src/server/workers/worker.ts',
      backup: 'src/server/backup-command.ts',
      restore: 'src/server/restore-command.ts',
      'table-worker': 'src/server/workers/table-worker.ts',
      'reading-thread': 'src/server/db/reading-thread.mjs',
      'checkpoint-thread': 'src/server/db/checkpoint-thread.mjs',
    },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  await buildCli();
});

/** A `.gz` beside each text file, as src/server/static-files.ts serves them. */
function compress(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|json|svg|txt)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
  }
}
