/** CSI, OSC and two-character escape sequences (ECMA-48 §5.4, §8.3.89), and NUL and BEL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const INVISIBLE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])|[\u0000\u0007]/g;

/** What a terminal would show of one line that was painted in place: the text after the last carriage return. */
export function visibleText(line: string): string {
  const text = line.replace(INVISIBLE, '').replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1);
}

/** Text without any white space and escape sequences: how an echo that the terminal has folded or repainted is compared. */
export function squash(line: string): string {
  return line.replace(INVISIBLE, '').replace(/\s+/g, '');
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
