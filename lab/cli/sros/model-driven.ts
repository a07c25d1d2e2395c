import { completion } from '../complete';
import { type Mode, type Reply, refused, text } from '../dialect';
import { command, type Entry } from '../grammar';
import { logOut, type Run, runLine, silent, type Wording } from '../run-line';
import type { View } from '../view';
import { runClassic } from './classic';
import { SHOW } from './commands';

const PAGE_LINES = 24;

const EXEC: readonly Entry<Run>[] = [
  ...SHOW,
  command('environment more false', () => ({ kind: 'paging', lines: 0 })),
  command('environment more true', () => ({ kind: 'paging', lines: PAGE_LINES })),
  command('environment command-completion space true', () => ({ kind: 'completion', on: true })),
  command('environment command-completion space false', () => ({ kind: 'completion', on: false })),
  command('environment command-completion enter <word>', silent),
  command('environment command-completion tab <word>', silent),
  command('environment console width <number>', silent),
  command('environment console length <number>', (_view, [lines]) => ({ kind: 'paging', lines: Number(lines) })),
  command('enable', () => ({ kind: 'enable' })),
  command('edit-config exclusive', () => ({ kind: 'mode', mode: 'md-config', text: ENTER })),
  command('configure exclusive', () => ({ kind: 'mode', mode: 'md-config', text: ENTER })),
  command('exit', silent),
  command('logout', logOut),
  command('quit', logOut),
];

const ENTER =
  'INFO: CLI #2060: Entering exclusive configuration mode\nINFO: CLI #2061: Uncommitted changes are discarded on configuration mode exit\n';
const LEAVE = 'INFO: CLI #2064: Exiting exclusive configuration mode\n';
const TO_CLASSIC = 'INFO: CLI #2051: Switching to the classic CLI engine\n';
const TO_MODEL_DRIVEN = 'INFO: CLI #2052: Switching to the MD-CLI engine\n';

/** Carets stand under the whole of the word that does not fit. */
function under(line: string, promptLength: number, offset: number): string {
  const start = line.slice(0, offset).search(/\S*$/);
  const word = /^\S*/.exec(line.slice(start))?.[0] ?? '';
  return `${' '.repeat(promptLength + start)}${'^'.repeat(Math.max(1, word.length))}\n`;
}

const wordAt = (line: string, offset: number) =>
  /\S*$/.exec(line.slice(0, offset))?.[0] + (/^\S*/.exec(line.slice(offset))?.[0] ?? '');

export const MD_WORDING: Wording = {
  invalid: (line, promptLength, offset) =>
    `${under(line, promptLength, offset)}MINOR: MGMT_CORE #2201: Unknown element - '${wordAt(line, offset)}'\n`,
  incomplete: (line, promptLength) => {
    const last = line.trim().split(/\s+/).pop() ?? '';
    return `${' '.repeat(promptLength + line.trimEnd().length)}^\nMINOR: CLI #2001: Missing element value - '${last}'\n`;
  },
  ambiguous: (line, promptLength) => MD_WORDING.invalid(line, promptLength, line.trimEnd().length),
};

/** What the space key adds to the last word of a line. */
export const completeModelDriven = (line: string): string => completion(EXEC, line);

/** One line of the model-driven engine. `//` leads to the classic one: alone for good, before a line for that line. */
export function runModelDriven(line: string, mode: Mode, view: View, promptLength: number): Reply {
  const [, classic] = /^\s*\/\/\s*(.*)$/.exec(line) ?? [];
  if (classic === '') return { kind: 'mode', mode: 'exec', text: TO_CLASSIC };
  if (classic !== undefined) return besides(runClassic(classic, 'exec', view, promptLength + 2));
  if (mode === 'md-config') return configure(line.trim(), line, promptLength);
  return runLine(EXEC, line.replace(/^(\s*)\//, '$1'), view, promptLength, MD_WORDING);
}

/** A classic line from the model-driven engine: between two messages. */
function besides(reply: Reply): Reply {
  if (reply.kind === 'text') return { ...reply, text: TO_CLASSIC + reply.text + TO_MODEL_DRIVEN };
  return reply.kind === 'paging' ? { ...reply, text: TO_CLASSIC + TO_MODEL_DRIVEN } : reply;
}

function configure(words: string, line: string, promptLength: number): Reply {
  if (/^(?:exit all|quit-config|exit)$/.test(words)) return { kind: 'mode', mode: 'md', text: LEAVE };
  if (words === 'commit' || words === 'discard' || words === 'validate') return text('');
  return /^(?:router|system|port|card|delete|info|compare)\b/.test(words)
    ? text('')
    : refused(MD_WORDING.invalid(line, promptLength, 0));
}

/** From the classic engine `//` leads here in the same two ways. */
export function fromClassic(line: string, view: View, promptLength: number): Reply | undefined {
  const [, inner] = /^\s*\/\/\s*(.*)$/.exec(line) ?? [];
  if (inner === undefined) return undefined;
  if (inner === '') return { kind: 'mode', mode: 'md', text: TO_MODEL_DRIVEN };
  const reply = runLine(EXEC, inner, view, promptLength + 2, MD_WORDING);
  if (reply.kind === 'text') return { ...reply, text: TO_MODEL_DRIVEN + reply.text + TO_CLASSIC };
  return reply.kind === 'paging' ? { ...reply, text: TO_MODEL_DRIVEN + TO_CLASSIC } : reply;
}
