import { readFileSync } from 'node:fs';
import type { PlatformId } from '@/domain/device';

/** One line and what the router sent from its arrival to its next prompt; `line` null: before any line. */
export interface TranscriptPart {
  readonly line: string | null;
  /** Bytes as the router sent them: lines end in CR LF, the prompt at the end in nothing. */
  readonly bytes: Buffer;
  /** What of it is output: all but the first line (the echo) and the last (the prompt). */
  readonly output: string;
}

export interface Transcript {
  readonly platform: PlatformId;
  readonly parts: readonly TranscriptPart[];
}

/** Reads `tests/fixtures/<name>.txt`: parts are headed by `## greeting` and `## line <text>`. */
export function readTranscript(name: string): Transcript {
  const text = readFileSync(new URL(`../../fixtures/${name}.txt`, import.meta.url), 'utf8');
  const [head = '', ...sections] = text.split(/^## (?=greeting|line )/m);
  const platform = /^## platform (\S+)/.exec(head)?.[1] as PlatformId;
  return {
    platform,
    parts: sections.map((section) => {
      const [title = '', ...lines] = section.replace(/\n$/, '').split('\n');
      const line = title.startsWith('line ') ? title.slice(5) : null;
      const output = lines.slice(line === null ? 0 : 1, -1).map((each) => `${each}\r\n`);
      return { line, bytes: Buffer.from(lines.join('\r\n')), output: output.join('') };
    }),
  };
}
