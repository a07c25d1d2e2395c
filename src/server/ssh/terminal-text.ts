/** CSI, OSC and two-character escape sequences (ECMA-48 §5.4, §8.3.89), and NUL and BEL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const INVISIBLE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])|[\u0000\u0007]/g;
/** Backspace and cursor left (CUB, ECMA-48 §8.3.18): VRP, Junos and pagers take back what they painted by these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BACK = /\u0008|\u001b\[(\d{0,3})D/;
const CARRIAGE_RETURN = 0x0d;

/** What a terminal would show of one line that was painted in place: the text after the last carriage return. */
export function visibleText(line: string): string {
  const text = takenBack(line).replace(INVISIBLE, '').replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1);
}

/** Text without escape sequences and carriage returns, for words that are looked for at the start of lines. */
export function withoutEscapes(text: string): string {
  return text.replace(INVISIBLE, '').replaceAll('\r', '');
}

/** Text without any white space and escape sequences: how an echo that the terminal has folded or repainted is compared. */
export function squash(line: string): string {
  return takenBack(line).replace(INVISIBLE, '').replace(/\s+/g, '');
}

/** Without the characters that the cursor went back over: routers go back to paint over them, mostly with spaces. */
function takenBack(line: string): string {
  if (!BACK.test(line)) return line;
  const kept: string[] = [];
  let lineStart = 0;
  // A split by a pattern with a group gives text, columns, text, columns, …
  line.split(BACK).forEach((part, nth) => {
    if (nth % 2 === 1) kept.length = Math.max(lineStart, kept.length - (Number(part) || 1));
    else {
      for (const character of part.replace(INVISIBLE, '')) {
        kept.push(character);
        if (character === '\r') lineStart = kept.length;
      }
    }
  });
  return kept.join('');
}

/** Where the last painting of a line begins: after the last carriage return that has anything behind it. */
export function lastPainting(line: Uint8Array): number {
  let end = line.length;
  while (end > 0 && line[end - 1] === CARRIAGE_RETURN) end -= 1;
  return end === 0 ? 0 : line.lastIndexOf(CARRIAGE_RETURN, end - 1) + 1;
}

export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** The largest cut at or before `at` that leaves no UTF-8 character in two (RFC 3629 §3); `at` itself for other bytes. */
export function characterBoundary(bytes: Uint8Array, at: number): number {
  for (let start = at - 1; start >= Math.max(0, at - 4); start -= 1) {
    const byte = bytes[start]!;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return start + length > at ? start : at;
  }
  return at;
}
