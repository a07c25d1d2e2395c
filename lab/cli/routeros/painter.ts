import type { Painter, Seat } from '../dialect';

const ERASE_TO_END = '\x1b[K';

const colored = (prompt: string, { colors }: Seat) => (colors ? `\x1b[m\x1b[1m${prompt.trimEnd()}\x1b[m ` : prompt);

/**
 * What RouterOS sends for its prompt and its echo, as recorded from 6.49 and 7: the prompt is painted, blanked to the
 * width of the terminal, and painted again; each key paints the whole line so, after the key itself.
 */
export const routerosPainter: Painter = {
  prompt(prompt, seat) {
    return `\r\r\r\r${colored(prompt, seat)}${blanks(prompt, seat)}\r${colored(prompt, seat)}`;
  },

  typed(character, line, prompt, seat) {
    const painted = `${colored(prompt, seat)}${line}`;
    return `${character}\r\r${painted}${blanks(prompt + line, seat)}${ERASE_TO_END}\r${painted}`;
  },

  entered(line, prompt) {
    return `\r${prompt}${line}\n\r`;
  },
};

const blanks = (shown: string, { columns }: Seat) => ' '.repeat(Math.max(0, columns - shown.length));

/** Keys in green and equals signs in yellow, as RouterOS prints properties on a terminal that knows colors. */
export function withColors(text: string): string {
  return text.replace(/([a-z][a-z0-9.-]*)=/g, '\x1b[m\x1b[32m$1\x1b[m\x1b[33m=\x1b[m');
}
