import { displayText } from '@/domain/display-text';

const encoder = new TextEncoder();

/** The quick way through for almost all text: printable ASCII. */
const PLAIN = /^[\u0020-\u007e]*$/;

/** Text from anywhere, safe to write to a terminal: no control character but LF and tab is left. */
export const safeText = (text: string): string => displayText(encoder.encode(text));

/** The same on one line. */
export const safeLine = (text: string): string => (PLAIN.test(text) ? text : safeText(text).replace(/[\t\n]+/g, ' '));

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Two cells in a terminal: East Asian wide and fullwidth letters, and pictures (Unicode TR 11). */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** How many cells of a terminal a text takes. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += cellsOf(segment);
  return width;
}

const cellsOf = (grapheme: string) => (WIDE.test(grapheme) ? 2 : /^\p{M}/u.test(grapheme) ? 0 : 1);

/** As much of a text as fits, with `…` where something is missing. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  let used = 0;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    used += cellsOf(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Exactly `width` cells. */
export function toWidth(text: string, width: number): string {
  const kept = cut(text, width);
  return kept + ' '.repeat(Math.max(0, width - widthOf(kept)));
}

export const toWidthRight = (text: string, width: number): string => {
  const kept = cut(text, width);
  return ' '.repeat(Math.max(0, width - widthOf(kept))) + kept;
};
