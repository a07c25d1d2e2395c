// `npm test`: installs, generates, type-checks, lints, builds, and runs unit, integration and browser tests.
// Arguments go to vitest: `npm test -- tests/domain` runs a part.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, ensureBuilt, ensureInstalled, main, must, run, say } from './setup.mjs';

main(async () => {
  await ensureInstalled();
  await must(bin('tsc'), ['--noEmit']);
  await must(bin('biome'), ['check', '--error-on-warnings', '.']);
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'areazero-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(bin('vitest'), ['run', ...reporters, ...process.argv.slice(2)]);
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true });
  const { numPassedTests: passed, numFailedTests, numPendingTests: skipped } = counts;
  // A file that breaks before its first test has no failed test, and has failed all the same.
  const failed = code === 0 ? numFailedTests : Math.max(1, numFailedTests);
  say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = code;
});
