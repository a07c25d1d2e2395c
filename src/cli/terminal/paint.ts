import { cut, safeLine, widthOf } from './text';

/** SGR parameters (ECMA-48 §8.3.117). The sixteen colours follow the reader's own theme, light or dark. */
const PAINTS = {
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  magenta: '35',
  cyan: '36',
} as const;
export type Paint = keyof typeof PAINTS;

export interface Span {
  readonly text: string;
  readonly paint?: Paint | undefined;
}

/** One line before it is drawn: what is in it may come from anywhere. */
export type Line = readonly (Span | string)[];

/** Of our own letters those beyond ASCII, but for the glyphs of the display, which come in two sets. */
const IN_ASCII: Readonly<Record<string, string>> = { '…': '~', '×': 'x' };

/** What is ready to be written, for a terminal that shows no more than ASCII. */
export const inAscii = (text: string): string => text.replace(/[…×]/g, (letter) => IN_ASCII[letter]!);

/** The one way to a terminal: cleaned, cut to the width, coloured where colours are wanted. */
export function render(line: Line, width: number, colour: boolean): string {
  let left = width;
  let out = '';
  for (const part of line) {
    const { text, paint } = typeof part === 'string' ? { text: part, paint: undefined } : part;
    const kept = cut(safeLine(text), left);
    left -= widthOf(kept);
    out += paint && colour && kept !== '' ? `\u001b[${PAINTS[paint]}m${kept}\u001b[0m` : kept;
    if (left <= 0) break;
  }
  return out;
}

export const lineWidth = (line: Line): number =>
  line.reduce((sum, part) => sum + widthOf(safeLine(typeof part === 'string' ? part : part.text)), 0);
