import type { WriteStream } from 'node:tty';
import { inAscii, type Line, render } from './paint';
import { safeLine } from './text';

export type Env = Readonly<Record<string, string | undefined>>;

/** One of the two outputs of this program. */
export interface Terminal {
  /** Somebody looks at it; otherwise it is a file or another program. */
  readonly isTerminal: boolean;
  /** It can be drawn on, not only written to. */
  readonly isScreen: boolean;
  readonly colour: boolean;
  /** Cells; endless where it is no terminal. */
  readonly columns: number;
  readonly rows: number;
  /** Whether more than ASCII can be drawn. */
  readonly unicode: boolean;
  /** A line as it can be written here, cut to `width` cells. */
  rendered(line: Line, width: number): string;
  /** One line, made safe. */
  line(line: Line): void;
  /** Cells for another program, separated by tabs, made safe. */
  row(cells: readonly (string | number)[]): void;
  readonly stream: NodeJS.WritableStream;
}

export function createTerminal(stream: NodeJS.WriteStream | WriteStream, env: Env): Terminal {
  const isTerminal = stream.isTTY === true;
  const isScreen = isTerminal && env.TERM !== 'dumb';
  const colour = isScreen && !env.NO_COLOR;
  const unicode = process.platform === 'win32' || /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '');
  const rendered = (line: Line, width: number): string => {
    const text = render(line, width, colour);
    return isTerminal && !unicode ? inAscii(text) : text;
  };
  return {
    isTerminal,
    isScreen,
    colour,
    stream,
    get columns() {
      return isTerminal ? stream.columns || 80 : Number.POSITIVE_INFINITY;
    },
    get rows() {
      return isTerminal ? stream.rows || 24 : Number.POSITIVE_INFINITY;
    },
    unicode,
    rendered,
    line(line) {
      stream.write(`${rendered(line, Number.POSITIVE_INFINITY)}\n`);
    },
    row(cells) {
      stream.write(`${cells.map((cell) => safeLine(String(cell))).join('\t')}\n`);
    },
  };
}
