import { expect, it } from 'vitest';
import { lastPainting, squash, visibleText } from '@/server/ssh/terminal-text';

it.each([
  ['r1#', 'r1#'],
  ['       \rr1#', 'r1#'],
  ['\u001b[?2004hr1#\u001b[K', 'r1#'],
  ['\u001b[5nleaf-1>', 'leaf-1>'],
  ['\u001b[16D                \u001b[16D<ne40-1>', '<ne40-1>'],
  ['\b\b\b\b        \b\b\b\b\b\b\b\br1#', 'r1#'],
  ['ab\rcd\b\b\b\be', 'e'],
  ['r1# \r\r', 'r1# '],
  ['\u0000\u0007r1#', 'r1#'],
])('%j shows as %j', (line, shown) => {
  expect(visibleText(line)).toBe(shown);
});

it('an echo is compared without what the cursor went back over', () => {
  expect(squash('set et-0/0/3    \b\b\bunit 0 \u001b[1D')).toBe('setet-0/0/3unit0');
});

it.each([
  ['', 0],
  ['r1#', 0],
  ['\r\rr1#', 2],
  ['r1# \rr1#\r\r', 5],
  ['\r\r', 0],
])('the last painting of %j begins at %i', (line, at) => {
  expect(lastPainting(Buffer.from(line))).toBe(at);
});
