import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseInventoryCsv } from '@/server/inventory/csv';
import { readXlsx } from '@/server/inventory/xlsx-table';
import { createTableReader } from '@/server/workers/table-reader';
import { overlapping, tampered, workbook } from '../../support/workbook';

const open = createTableReader();
const openXlsx = (content: string, sheet?: string) => readXlsx(Buffer.from(content, 'base64'), sheet);
const HEADER = ['name', 'address', 'port', 'country'];
const SHEET = 'xl/worksheets/sheet1.xml';
const simple = () => workbook({ Routers: [HEADER, ['r1', '10.0.0.1', 22, 'DE']] });

/** The simple one with these cells in place of its own. */
const withCells = async (...cells: string[]) =>
  tampered(await simple(), SHEET, (xml) =>
    cells.reduce((changed, cell) => {
      const [, place] = /r="(\w+)"/.exec(cell)!;
      return changed.replace(new RegExp(`<c r="${place}"[^>]*>.*?</c>`), () => cell);
    }, xml),
  );

describe('a workbook', () => {
  it('is read as text, whatever its cells are', async () => {
    const content = await workbook({
      Routers: [
        HEADER,
        ['r1', '10.0.0.1', 22, true],
        ['007', ' 10.0.0.2 ', 2222.5, new Date('2026-11-22T00:00:00Z')],
        [null, null, null, null],
        ["'=cmd", 'x\ny', null, 'Zürich 日本 <&>"'],
      ],
    });
    const { table, sheet, sheets } = await openXlsx(content);
    expect(table).toEqual({
      header: HEADER,
      rows: [
        { row: 2, cells: ['r1', '10.0.0.1', '22', 'true'] },
        { row: 3, cells: ['007', '10.0.0.2', '2222.5', '2026-11-22'] },
        { row: 5, cells: ['=cmd', 'x\ny', '', 'Zürich 日本 <&>"'] },
      ],
      errors: [],
    });
    expect([sheet, sheets]).toEqual(['Routers', ['Routers']]);
  });

  it('gives the value that it keeps of a formula', async () => {
    const content = await withCells(
      '<c r="A2" t="str"><f>CONCAT("r","1")</f><v>r1</v></c>',
      '<c r="C2"><f>20+2</f><v>22</v></c>',
    );
    expect((await openXlsx(content)).table.rows).toEqual([{ row: 2, cells: ['r1', '10.0.0.1', '22', 'DE'] }]);
  });

  it('gives the error of a formula that has no value, and leaves a text alone that looks like one', async () => {
    const content = await withCells(
      '<c r="A2" t="inlineStr"><is><t xml:space="preserve">a t="e"</t></is></c>',
      '<c r="C2" t="e"><f>VLOOKUP("r1",X1:Y2,2,0)</f><v>#N/A</v></c>',
    );
    expect((await openXlsx(content)).table.rows).toEqual([{ row: 2, cells: ['a t="e"', '10.0.0.1', '#N/A', 'DE'] }]);
  });

  it('is read from the first sheet, or the one that is named', async () => {
    const content = await workbook({
      'A & B': [['name'], ['one']],
      Zwei: [['name'], ['two']],
      Drei: [['name'], ['three']],
    });
    expect(await openXlsx(content)).toMatchObject({ sheet: 'A & B', table: { rows: [{ cells: ['one'] }] } });
    expect(await openXlsx(content, 'Zwei')).toMatchObject({
      sheet: 'Zwei',
      sheets: ['A & B', 'Zwei', 'Drei'],
      table: { rows: [{ cells: ['two'] }] },
    });
    expect((await openXlsx(content, 'Vier')).table.errors).toEqual([
      { row: 0, field: 'file', message: 'There is no sheet of that name; the workbook has: A & B, Zwei, Drei' },
    ]);
  });
});

describe('a file that is no workbook, or a hostile one, is refused with a reason', () => {
  const refusal = async (content: string) => (await openXlsx(content)).table;
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const cells = (rows: string) => async () =>
    tampered(await simple(), SHEET, (xml) =>
      xml.replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${rows}</sheetData>`),
    );

  it.each<[string, RegExp, () => string | Promise<string>]>([
    ['text', /xlsx/, () => base64(strToU8('name,address'))],
    [
      'an old workbook',
      /save other formats/,
      () => base64(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)),
    ],
    ['nothing', /xlsx/, () => ''],
    ['another zip file', /xlsx/, () => base64(zipSync({ 'readme.txt': strToU8('hello') }))],
    ['half a workbook', /damaged/, async () => base64(Buffer.from(await simple(), 'base64').subarray(0, 2_000))],
    [
      'a zip bomb',
      /120 MB unpacked/,
      () => base64(zipSync({ 'xl/workbook.xml': new Uint8Array(150_000_000) }, { level: 6 })),
    ],
    ['a stored part that hundreds of entries name', /120 MB unpacked/, () => overlapping(200, 1_000_000)],
    ['more entries than a workbook has', /unpacked/, () => overlapping(1_001, 1, 'png')],
    [
      'a hundred thousand tags without an end',
      /no sheet with cells/,
      async () => tampered(await simple(), 'xl/workbook.xml', () => '<sheet '.repeat(100_000)),
    ],
    [
      'a cell a million rows down and far to the right',
      /at most \d+ cells|at a place/,
      cells('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
    ],
    [
      'a row of the number one thousand million',
      /at a place/,
      cells('<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>'),
    ],
    ['a column that no sheet has', /at a place/, cells('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>')],
    ['a place in an entity', /at a place/, cells('<row r="&#49;000000000"><c><v>1</v></c></row>')],
    ['a place behind a bracket', /at a place/, cells('<row x=">" r="1000000000"><c><v>1</v></c></row>')],
    [
      'a cell in the last column of many rows',
      /at most 6000000 cells/,
      cells(Array.from({ length: 400 }, (_, i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>1</v></c></row>`).join('')),
    ],
    ['a cell in the last column', /at most 100 columns/, cells('<row r="1"><c r="XFD1"><v>1</v></c></row>')],
    ['a cell without a place', /damaged/, cells('<row r="1"><c t="s"><v>99999</v></c></row>')],
    [
      'a text that is not there',
      /cannot be read: .*VALUE_INVALID/,
      cells('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
    ],
  ])('%s', async (_, reason, content) => {
    const { rows, errors } = await refusal(await content());
    expect(rows).toEqual([]);
    expect(errors).toEqual([{ row: expect.any(Number), field: 'file', message: expect.stringMatching(reason) }]);
  });

  it('one long text in each of many cells', async () => {
    const long = 'x'.repeat(30_000);
    const rows = Array.from({ length: 1_000 }, () => [long]);
    const { errors } = await refusal(await workbook({ Routers: [['name'], ...rows] }));
    expect(errors).toEqual([
      { row: expect.any(Number), field: 'file', message: expect.stringContaining('characters') },
    ]);
  });

  it('more rows than an import takes', async () => {
    const rows = Array.from({ length: 50_001 }, (_, i) => [i]);
    const { errors } = await refusal(await workbook({ Routers: [['name'], ...rows] }));
    expect(errors).toEqual([{ row: 50_002, field: 'file', message: 'Expected at most 50000 rows below the header' }]);
  });
});

describe('the thread that reads a file', () => {
  const defaults = { platform: 'frr', credential: 'ops' };

  it('reads a workbook as an inventory, with what was said of its columns', async () => {
    const opened = await open({ format: 'xlsx', content: await simple() }, { defaults });
    expect(opened).toMatchObject({
      sheets: ['Routers'],
      sheet: 'Routers',
      parsed: {
        errors: [],
        rows: [{ row: 2, credentialName: 'ops', fields: { name: 'r1', port: 22, platform: 'frr' } }],
      },
    });
  });

  it('takes nothing but base64', async () => {
    const { parsed } = await open({ format: 'xlsx', content: 'näme' }, {});
    expect(parsed.errors).toEqual([{ row: 0, field: 'file', message: expect.stringContaining('base64') }]);
  });

  it('is ended when it takes too long', async () => {
    const quick = createTableReader(undefined, 1);
    const { parsed } = await quick({ format: 'xlsx', content: await simple() }, {});
    expect(parsed.errors).toEqual([{ row: 0, field: 'file', message: expect.stringContaining('not read within') }]);
  });

  it('reads a large text as it is read at once, good rows and bad ones', async () => {
    const line = (i: number) => `router-${i},10.0.${i >> 8}.${i & 255},22,${i % 3 ? 'DE' : 'Nowhere'}`;
    const content = [HEADER.join(','), ...Array.from({ length: 5_000 }, (_, i) => line(i))].join('\n');
    const { parsed } = await open({ format: 'csv', content }, { defaults });
    expect(parsed).toEqual(await parseInventoryCsv(content, undefined, { defaults }));
    expect([parsed.rows.length, parsed.errors.length]).toEqual([3_333, 1_667]);
  });
});
