import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const docs = [
  'README.md',
  ...(await readdir('docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

const headingsOf = async (file: string): Promise<string[]> =>
  [...(await readFile(file, 'utf8')).matchAll(/^#{1,2} (.+)$/gm)].map(([, heading]) => heading!);

it.each(docs)('no part of %s stands there twice', async (file) => {
  const headings = await headingsOf(file);
  expect(headings.filter((heading, at) => headings.indexOf(heading) !== at)).toEqual([]);
});

it('decisions stand in the order of their dates', async () => {
  const dates = (await headingsOf('docs/decisions.md')).slice(1).map((heading) => heading.slice(0, 10));
  expect(dates.every((date) => /^\d{4}-\d\d-\d\d$/.test(date))).toBe(true);
  expect(dates).toEqual([...dates].sort());
});
