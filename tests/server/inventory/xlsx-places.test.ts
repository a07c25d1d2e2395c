import { expect, it } from 'vitest';
import { placesIn } from '@/server/inventory/xlsx-places';

const placesOf = (xml: string) => [...placesIn(new TextEncoder().encode(xml))];

it.each([
  ['rows and cells', '<row r="1"><c r="A1" s="2"/><c s="2" r="B1"/></row>', ['1', 'A1', 'B1']],
  ['other quotes, spaces and line ends', `<row\nr = '1'><c\tr=\r\n "XFD1048576"/></row>`, ['1', 'XFD1048576']],
  ['a prefix of a namespace', '<x:c x:r="C3"/>', ['C3']],
  ['attributes without space between', `<c s="2"r="D4"/>`, ['D4']],
  ['the text of a cell', '<t>say r="Z9"</t>', ['Z9']],
])('finds %s', (_, xml, places) => {
  expect(placesOf(xml)).toEqual(places);
});

it.each([
  ['the name of a namespace', '<worksheet xmlns:r="http://x">'],
  ['other attributes', '<c attr="A1" ür="A1" ar="A1" r2="A1"/>'],
  ['what has no end', '<c r="A1'],
  ['what has no quotes', '<c r=A1 r/> r'],
])('leaves out %s', (_, xml) => {
  expect(placesOf(xml)).toEqual([]);
});

it('gives the beginning of what is too long for a place, and goes on behind it', () => {
  const [long, next] = placesOf(`<c r="${'A'.repeat(1_000)}"/><c r="B2"/>`);
  expect(long).toMatch(/^A{11,}$/);
  expect(next).toBe('B2');
});
