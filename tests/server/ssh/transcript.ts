import { readFileSync } from 'node:fs';
import type { DevicePlatform, PlatformId } from '@/domain/device';

/** What the portal sends, and what the router sends from then on until it waits again. */
export interface TranscriptStep {
  readonly kind: 'greeting' | 'sends' | 'runs' | 'leaves';
  /** Exactly what is sent; empty for the greeting. */
  readonly sent: string;
  readonly bytes: Buffer;
  /** What of it is output. */
  readonly output: Buffer;
  /** Kind and text of the failure that this ends with; null: none. */
  readonly failure: string | null;
}

export interface Transcript {
  /** What the device record says. */
  readonly device: DevicePlatform;
  readonly platform: PlatformId;
  readonly ident: string;
  readonly enablePassword: string | null;
  readonly steps: readonly TranscriptStep[];
}

const WIDTH = 511;
const PLAIN: Record<string, string> = { e: '\u001b', r: '\r', n: '\n', b: '\b', '0': '\0', '\\': '\\', c: '' };

/**
 * Reads `tests/fixtures/<name>.txt`. Heads: `## device`, `## is` (what `auto` turns out to be), `## ident`, `## enable`.
 * Parts: `## greeting`, `## sends <bytes>` (by the portal itself), `## runs <bytes>` (a line of the job), `## leaves
 * <bytes>`. In a part each line begins with `|` when it is output and `:` when it is not (echo, prompt); `!` names the
 * failure. Lines end in CR LF, save the last of a part and those that end in `\c`. Escapes: `\e \r \n \b \0 \xHH`,
 * `\s{n}` and `\a{n}` for so many spaces and letters, `\P{prompt}{line}` for a line that RouterOS paints as it is typed.
 */
export function readTranscript(name: string): Transcript {
  const text = readFileSync(new URL(`../../fixtures/${name}.txt`, import.meta.url), 'utf8');
  const [head = '', ...parts] = text.split(/^## (?=greeting$|sends |runs |leaves )/m);
  const field = (key: string) => new RegExp(`^## ${key} (.+)$`, 'm').exec(head)?.[1];
  const device = field('device') as DevicePlatform;
  return {
    device,
    platform: (field('is') ?? device) as PlatformId,
    ident: field('ident') ?? 'OpenSSH_7.5',
    enablePassword: field('enable') ?? null,
    steps: parts.map(readStep),
  };
}

function readStep(part: string): TranscriptStep {
  const [title = '', ...lines] = part.replace(/\n$/, '').split('\n');
  const space = title.indexOf(' ');
  const kind = (space < 0 ? title : title.slice(0, space)) as TranscriptStep['kind'];
  const failure = lines.find((line) => line.startsWith('! '))?.slice(2) ?? null;
  const body = lines.filter((line) => !line.startsWith('!'));
  const pieces = body.map((line, nth) => {
    if (!/^[|:]( |$)/.test(line)) throw new Error(`Expected "| " or ": " at the start of ${JSON.stringify(line)}`);
    const end = nth === body.length - 1 || line.endsWith('\\c') ? '' : '\r\n';
    return { isOutput: line.startsWith('|'), bytes: Buffer.concat([unescaped(line.slice(2)), Buffer.from(end)]) };
  });
  return {
    kind,
    sent: space < 0 ? '' : unescaped(title.slice(space + 1)).toString(),
    bytes: Buffer.concat(pieces.map(({ bytes }) => bytes)),
    output: Buffer.concat(pieces.filter(({ isOutput }) => isOutput).map(({ bytes }) => bytes)),
    failure,
  };
}

const ESCAPE = /\\(?:x([0-9a-f]{2})|([sa])\{(\d+)\}|P\{([^}]*)\}\{([^}]*)\}|([ernbc0\\]))/gi;

function unescaped(text: string): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const found of text.matchAll(ESCAPE)) {
    const [whole, hex, fill, count, prompt, line, plain] = found;
    pieces.push(Buffer.from(text.slice(from, found.index)));
    if (hex !== undefined) pieces.push(Buffer.from(hex, 'hex'));
    else if (fill !== undefined) pieces.push(Buffer.from((fill === 's' ? ' ' : 'a').repeat(Number(count))));
    else if (prompt !== undefined) pieces.push(Buffer.from(painted(prompt, line ?? '')));
    else pieces.push(Buffer.from(PLAIN[plain ?? ''] ?? whole));
    from = found.index + whole.length;
  }
  return Buffer.concat([...pieces, Buffer.from(text.slice(from))]);
}

/** As RouterOS 6 echoes a line: each character, then the whole line over spaces as wide as the terminal, twice. */
function painted(prompt: string, line: string): string {
  const paintings = Array.from(line, (character, nth) => {
    const typed = prompt + line.slice(0, nth + 1);
    return `${nth === 0 ? character : ''}\r\r${typed.padEnd(WIDTH)}\u001b[K\r${typed}`;
  });
  return `${paintings.join('')}\r${prompt}${line}`;
}
