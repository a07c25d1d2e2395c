// biome-ignore-all lint/suspicious/noControlCharactersInRegex: taking control characters out is this file's purpose

/**
 * Terminal sequences (ECMA-48, 5th edition, §5.4 and §8.3.89; xterm "Control Sequences"): CSI, the string types OSC DCS
 * SOS PM APC up to their terminator or the end of the line, and the two- and three-character escapes. An unfinished one
 * goes too.
 */
const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*(?:[@-~]|$)?|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;

/** Characters that reorder text or cannot be seen (Unicode TR 9; "Trojan Source", CVE-2021-42574). */
const INVISIBLE = /[\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]/g;

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** A byte order mark is shown like every character that cannot be seen. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/** Most answers are of nothing but these, and this is asked twice as fast. */
const UNUSUAL = /[^\n\t -~]/;

/** What most answers hold none of: all that is taken out, moved or named. */
const SPECIAL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]/;

/**
 * What a router sent (its bytes, or those that are UTF-8 as text), as text that is safe and sensible to show: UTF-8 with U+FFFD for what is none, lines end in LF,
 * terminal sequences and control characters (but tab and LF) are gone, backspace and a lone CR overwrite as on a
 * terminal, and characters that would reorder or hide text stand as `<U+202E>`. Total: never throws. The bytes
 * themselves stay what they are in the store.
 */
export function displayText(bytes: Uint8Array | string): string {
  const text = typeof bytes === 'string' ? bytes : DECODER.decode(bytes);
  const plain = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  if (!UNUSUAL.test(plain) || !SPECIAL.test(plain)) return plain;
  return (
    text
      .replace(ESCAPES, '')
      // Not `\r*\n`: on a run of carriage returns that would look ahead from each of them.
      .split(/\r?\n/)
      .map(overwrite)
      .join('\n')
      .replace(CONTROLS, '')
      .replace(INVISIBLE, (character) => `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`)
  );
}

/** One line as a terminal would leave it: backspace goes one to the left, CR to the start, what follows writes over. */
function overwrite(line: string): string {
  if (!/[\b\r]/.test(line)) return line;
  const cells: string[] = [];
  let column = 0;
  for (const character of line) {
    if (character === '\r') column = 0;
    else if (character === '\b') column = Math.max(0, column - 1);
    else {
      cells[column] = character;
      column += 1;
    }
  }
  // Erasing is done with spaces ("\b \b", a pager's "\r      \r"): they leave nothing worth showing.
  return cells.join('').trimEnd();
}
