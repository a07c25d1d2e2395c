import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

it('no two test files have routers on the same addresses: they run side by side', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const blocks = files.flatMap((file) => {
    const bases = readFileSync(join(root, file), 'utf8').matchAll(/'127\.(\d+)\.0\.1'/g);
    return [...new Set([...bases].map(([, block]) => Number(block)))].filter((block) => block > 0);
  });
  expect(blocks.length).toBeGreaterThan(30);
  expect(blocks.filter((block, at) => blocks.indexOf(block) !== at)).toEqual([]);
});
