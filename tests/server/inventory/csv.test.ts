import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLines, exportedCells, parseInventoryCsv } from '@/server/inventory/csv';
import { TABLE_LIMITS } from '@/server/inventory/table';

const HEADER = 'name,address,port,country,platform,site,tags,credential';
const file = (...rows: string[]) => [HEADER, ...rows].join('\n');
const R1 = 'r1,10.0.0.1,22,de,cisco_ios,Berlin,core;edge,ops'.replace('core;edge', '"core;edge"');

const r1 = {
  row: 2,
  credentialName: 'ops',
  fields: {
    name: 'r1',
    address: '10.0.0.1',
    port: 22,
    country: 'DE',
    platform: 'cisco_ios',
    site: 'Berlin',
    tags: ['core', 'edge'],
  },
};

describe('reading an inventory file', () => {
  it('reads a row into validated fields', async () => {
    expect(await parseInventoryCsv(file(R1))).toMatchObject({ rows: [r1], errors: [], invalid: [] });
  });

  it.each([
    ['CRLF', file(R1).replaceAll('\n', '\r\n')],
    ['old Mac line ends', file(R1).replaceAll('\n', '\r')],
    ['a byte order mark', `\uFEFF${file(R1)}`],
    ['semicolons', file(R1).replaceAll(',', ';')],
    ['tabs', file(R1).replaceAll(',', '\t')],
    ['capitals and spaces in the header', file(R1).replace(HEADER, HEADER.toUpperCase().replaceAll(',', ' , '))],
    [
      'columns in another order',
      `credential,tags,site,platform,country,port,address,name\nops,core edge,Berlin,cisco_ios,DE,22,10.0.0.1,r1`,
    ],
    ['a final line end', `${file(R1)}\n`],
  ])('reads the same from a file with %s', async (_, content) => {
    expect(await parseInventoryCsv(content)).toMatchObject({ rows: [r1], errors: [], invalid: [] });
  });

  it('reads mixed line ends row by row', async () => {
    const content = `${HEADER}\r\n${R1}\nr2,10.0.0.2,,de,frr,,,ops\r\nr3,10.0.0.3,,de,frr,,,ops\r\n`;
    expect((await parseInventoryCsv(content)).rows.map(({ fields }) => fields.name)).toEqual(['r1', 'r2', 'r3']);
  });

  it('counts rows as a spreadsheet does, empty ones and the header included', async () => {
    const { rows } = await parseInventoryCsv(file('', R1, ',,,,,,,', R1.replace('r1', 'r2').replace('.1', '.2')));
    expect(rows.map(({ row }) => row)).toEqual([3, 5]);
  });

  it('takes 22 for an empty port and leaves out optional columns that the file does not have', async () => {
    const { rows } = await parseInventoryCsv('name,address,country,platform,credential\nr1,10.0.0.1,DE,auto,ops');
    expect(rows[0]?.fields).toEqual({ name: 'r1', address: '10.0.0.1', port: 22, country: 'DE', platform: 'auto' });
  });

  it('reads how a session is spoken in any case and in the words of on and off; an empty cell says nothing', async () => {
    const rows = ['Legacy,OFF', 'ancient,yes', 'modern,', ',false', ','].map(
      (cells, i) => `r${i},10.0.0.${i},DE,auto,ops,${cells}`,
    );
    const parsed = await parseInventoryCsv(
      ['name,address,country,platform,credential,algorithms,keepalive', ...rows].join('\n'),
    );
    expect(parsed.errors).toEqual([]);
    expect(parsed.rows.map(({ fields: { algorithms, keepalive } }) => [algorithms, keepalive])).toEqual([
      ['legacy', false],
      ['ancient', true],
      ['modern', undefined],
      [undefined, false],
      [undefined, undefined],
    ]);
  });

  it.each([
    ['algorithms', 'weak,on', 'Expected one of: modern, legacy, ancient'],
    ['algorithms', 'constructor,on', 'Expected one of: modern, legacy, ancient'],
    ['keepalive', 'modern,sometimes', 'Expected on or off'],
    ['keepalive', 'modern,constructor', 'Expected on or off'],
  ])('names %s of a bad cell (%s)', async (field, cells, message) => {
    const header = 'name,address,country,platform,credential,algorithms,keepalive';
    const { errors } = await parseInventoryCsv(`${header}\nr1,10.0.0.1,DE,auto,ops,${cells}`);
    expect(errors).toEqual([{ row: 2, field, message }]);
  });

  it.each([
    ['name', ',10.0.0.1,22,DE,frr,,,ops'],
    ['address', 'r1,10.0.0.1/24,22,DE,frr,,,ops'],
    ['address', 'r1,"10.0.0.1\n-oProxyCommand",22,DE,frr,,,ops'],
    ['port', 'r1,10.0.0.1,70000,DE,frr,,,ops'],
    ['port', 'r1,10.0.0.1,ssh,DE,frr,,,ops'],
    ['country', 'r1,10.0.0.1,22,Atlantis,frr,,,ops'],
    ['country', 'r1,10.0.0.1,22,Congo,frr,,,ops'],
    ['country', 'r1,10.0.0.1,22,XX,frr,,,ops'],
    ['platform', 'r1,10.0.0.1,22,DE,windows,,,ops'],
    ['platform', 'r1,10.0.0.1,22,DE,Cisco,,,ops'],
    ['credential', 'r1,10.0.0.1,22,DE,frr,,,'],
    ['tags', `r1,10.0.0.1,22,DE,frr,,${'x'.repeat(33)},ops`],
    ['file', 'r1,10.0.0.1,22,DE,frr,,,ops,extra'],
  ])('gives the row and the field %s of a bad cell, and reads the other rows', async (field, bad) => {
    const parsed = await parseInventoryCsv(file(bad, 'r2,10.0.0.2,22,DE,frr,,,ops'));
    expect(parsed.errors).toEqual([{ row: 2, field, message: expect.any(String) }]);
    expect(parsed.invalid).toHaveLength(1);
    expect(parsed.rows.map(({ row }) => row)).toEqual([3]);
  });

  it('names the earlier row of a duplicate name and of a duplicate address in another spelling', async () => {
    const { errors, rows } = await parseInventoryCsv(
      file(
        'r1,2001:db8::1,22,DE,frr,,,ops',
        'r1,10.0.0.2,22,DE,frr,,,ops',
        'r3,2001:0DB8::0:1,22,DE,frr,,,ops',
        'r4,2001:db8::1,2222,DE,frr,,,ops',
      ),
    );
    expect(errors).toEqual([
      { row: 3, field: 'name', message: 'The same name as in row 2' },
      { row: 4, field: 'address', message: 'The same device as in row 2' },
    ]);
    expect(rows.map(({ row }) => row)).toEqual([2, 5]);
  });

  it.each([
    ['a missing column', 'name,address,country,platform', 'credential'],
    ['a column twice', 'name,address,country,platform,credential,name', 'name'],
  ])('refuses a header with %s, naming it', async (_, header, field) => {
    const { errors, rows } = await parseInventoryCsv(`${header}\nr1,10.0.0.1,DE,frr,ops,x`);
    expect(errors).toEqual([expect.objectContaining({ row: 1, field })]);
    expect(rows).toEqual([]);
  });

  it.each([
    ['a quote that never ends', file(R1, '"r2,10.0.0.2,22,DE,frr,,,ops', R1), 3],
    ['text after a closing quote', file(R1, '"r2"x,10.0.0.2,22,DE,frr,,,ops'), 3],
    ['an empty file', '', 1],
    ['an empty first row', `\n${R1}`, 1],
    ['a NUL byte', file('r\0,10.0.0.1,22,DE,frr,,,ops'), 0],
    ['bytes that were not UTF-8', file('r\uFFFD,10.0.0.1,22,DE,frr,,,ops'), 0],
    ['more columns than anyone needs', 'x,'.repeat(1_000_000), 1],
    ['a row of a million cells', file(','.repeat(1_000_000)), 2],
    ['too many characters', 'x'.repeat(TABLE_LIMITS.maxCharacters + 1), 0],
  ])('refuses a file with %s as a whole, saying where', async (_, content, row) => {
    const { errors, rows } = await parseInventoryCsv(content);
    expect(errors).toEqual([{ row, field: 'file', message: expect.any(String) }]);
    expect(rows).toEqual([]);
  });

  it('repeats no more of a cell than a name may have', async () => {
    const { invalid } = await parseInventoryCsv(file(R1.replace('r1', 'x'.repeat(10_000))));
    expect(invalid.map(({ name }) => name)).toEqual(['x'.repeat(64)]);
  });

  it('refuses more rows than the limit, and takes exactly as many', async () => {
    const rows = Array.from({ length: 4 }, (_, i) => `r${i},10.0.0.${i},22,DE,frr,,,ops`);
    const limits = { ...TABLE_LIMITS, maxRows: 3 };
    expect((await parseInventoryCsv(file(...rows.slice(0, 3)), limits)).rows).toHaveLength(3);
    expect(await parseInventoryCsv(file(...rows), limits)).toMatchObject({ rows: [], errors: [{ row: 5 }] });
  });

  it('answers any text with rows and errors, never an exception, and accounts for each row', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'",;\n\r\t =\'a1'), maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 40 }), async (cells) => {
        const parsed = await parseInventoryCsv(`${HEADER}\n${cells.join(',')}`);
        for (const { row } of parsed.invalid) expect(parsed.errors.some((error) => error.row === row)).toBe(true);
      }),
    );
  });
});

describe('writing an inventory file', () => {
  it('has no cell that a spreadsheet would run', () => {
    const content = csvLines([
      exportedCells({
        name: '=cmd|calc',
        address: '10.0.0.1',
        port: 22,
        country: 'DE',
        platform: 'frr',
        site: '+1',
        tags: ['-x', '@y'],
        credentialName: "'=z",
        jumpHostName: '@b',
        algorithms: 'legacy',
        keepalive: false,
      }),
    ]);
    expect(content).toBe(`'=cmd|calc,10.0.0.1,22,DE,frr,'+1,'-x;@y,''=z,'@b,legacy,off`);
  });
});
