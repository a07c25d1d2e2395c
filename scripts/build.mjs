// The production build: pages by Next; the server, its worker threads and the command line by esbuild into dist/.
import { buildCli } from './build-cli.mjs';
import { bin, ensureInstalled, main, must, root } from './setup.mjs';

main(async () => {
  await ensureInstalled();
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  await must(bin('next'), ['build'], { env });
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: { main: 'src/server/main.ts', worker: 'src/server/workers/worker.ts' },
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
