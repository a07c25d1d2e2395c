// The benchmark: the portal as it is built, against simulated routers in a process of their own.
import { ensureBuilt, main, root, run } from './setup.mjs';

main(async () => {
  await ensureBuilt();
  process.exitCode = await run(process.execPath, ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)], {
    cwd: root,
  });
});
