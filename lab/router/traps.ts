/** What a screen shows beyond what was asked: texts of the traps that a router may be set to. */

/** How the typed line comes back: as it is typed; that and the whole line again; that and prompt and line again. */
export type EchoStyle = 'once' | 'twice' | 'redrawn';

/** What follows the echo of a line at its end. `enter` is the echo of the Enter key. */
export function echoAtEnter(style: EchoStyle, line: string, prompt: string, enter: string): string {
  switch (style) {
    case 'once':
      return enter;
    case 'twice':
      return `${enter}${line}${enter}`;
    case 'redrawn':
      return `${enter}${prompt}${line}${enter}`;
  }
}

/** '{prompt}' in a banner or message becomes what the router's prompt looks like. */
export function withLookAlike(text: string, prompt: string): string {
  return text.replaceAll('{prompt}', () => prompt);
}

/** A prompt drawn anew from the first column, in color, with the rest of the line erased (ECMA-48: EL, CHA, SGR). */
export function paintPrompt(prompt: string): string {
  return `\x1b[2K\x1b[1G\x1b[1;34m${prompt}\x1b[0m\x1b[K`;
}

/** Each line of an output in color and erased to its end. */
export function paintOutput(text: string): string {
  return text.replace(/^(.+)$/gm, '\x1b[32m$1\x1b[0m\x1b[K');
}

/** What the terminal itself shows of input that nobody has read yet. */
export function rawEcho(input: string): string {
  const printed = [...input.replace(/\r\n?/g, '\n')].filter((character) => character === '\n' || character >= ' ');
  return printed.join('');
}

/** Asks the terminal whether it is well (ECMA-48 DSR), and how terminals answer. EOS asks before its first prompt. */
export const STATUS_QUERY = '\x1b[5n';
export const STATUS_ANSWER = '\x1b[0n';
