import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SEALED_COLUMNS } from '@/server/db/sealed-values';

it('every column of the schema that is sealed is looked at by a restore', () => {
  const schema = readFileSync(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8');
  const found = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].flatMap(([, table, body]) =>
    [...body!.matchAll(/^ {2}(sealed\w+) /gm)].map(([, column]) => `${table}.${column}`),
  );
  const known = Object.entries(SEALED_COLUMNS).flatMap(([table, columns]) => columns.map((one) => `${table}.${one}`));
  expect(found.sort()).toEqual(known.sort());
});
