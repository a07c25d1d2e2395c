/** What a piece of input did to the line being typed. */
export type Typed =
  | { readonly kind: 'echo'; readonly text: string }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'interrupt' };

export interface LineReader {
  /** Takes one character. */
  type(character: string): Typed | undefined;
  /** What has been typed since the last line end. */
  pending(): string;
  reset(): void;
}

const BACKSPACE = '\b \b';

/**
 * The line editing of a router's terminal: CR, LF or CR LF end a line (or LF alone does not), backspace and delete take back a character,
 * Ctrl-U the line, Ctrl-C interrupts. Other control characters are kept in the line unechoed, so that a test sees them.
 */
export function createLineReader(returnEndsLines = false): LineReader {
  let line = '';
  let afterReturn = false;
  return {
    type(character) {
      const wasReturn = afterReturn;
      afterReturn = character === '\r';
      switch (character) {
        case '\n':
          if (wasReturn || returnEndsLines) return undefined;
          return end();
        case '\r':
          return end();
        case '\x03':
          line = '';
          return { kind: 'interrupt' };
        case '\x15': {
          const erased = BACKSPACE.repeat(line.length);
          line = '';
          return { kind: 'echo', text: erased };
        }
        case '\b':
        case '\x7f':
          if (line === '') return undefined;
          line = line.slice(0, -1);
          return { kind: 'echo', text: BACKSPACE };
        default:
          line += character;
          return { kind: 'echo', text: character < ' ' ? '' : character };
      }
    },
    pending: () => line,
    reset() {
      line = '';
    },
  };

  function end(): Typed {
    const text = line;
    line = '';
    return { kind: 'line', text };
  }
}
