import { type Mode, type Reply, refused, text } from '../dialect';
import { command, type Entry, forms } from '../grammar';
import { logOut, type Run, runLine, show, silent, type Wording } from '../run-line';
import type { View } from '../view';
import { SHOW } from './commands';
import { showClassicConfiguration } from './system';

/** Lines per page while `environment more` holds. */
const PAGE_LINES = 24;

const EXEC: readonly Entry<Run>[] = [
  ...SHOW,
  command('admin display-config', show(showClassicConfiguration)),
  command('environment no more', () => ({ kind: 'paging', lines: 0 })),
  command('environment more', () => ({ kind: 'paging', lines: PAGE_LINES })),
  command('environment no saved-ind-prompt', silent),
  command('environment terminal length <number>', (_view, [lines]) => ({ kind: 'paging', lines: Number(lines) })),
  command('environment terminal width <number>', silent),
  command('clear router ospf neighbor', silent),
  command('enable-admin', () => ({ kind: 'enable' })),
  command('configure', () => ({ kind: 'mode', mode: 'config' })),
  ...forms('exit [all]', silent),
  command('logout', logOut),
];

const caret = (column: number) => `${' '.repeat(column)}^\n`;

export const CLASSIC_WORDING: Wording = {
  invalid: (_line, promptLength, offset) => `${caret(promptLength + offset)}Error: Bad command.\n`,
  incomplete: (line, promptLength) => `${caret(promptLength + line.trimEnd().length)}Error: Missing parameter\n`,
  ambiguous: (line, promptLength) => `${caret(promptLength + line.trimEnd().length)}Error: Ambiguous command.\n`,
};

/** One line of the classic engine. A slash at the start means the root. */
export function runClassic(line: string, mode: Mode, view: View, promptLength: number): Reply {
  const plain = line.replace(/^(\s*)\//, '$1');
  if (mode === 'config') return configure(plain.trim(), promptLength);
  if (/^\s*configure\s+\S/.test(plain)) return text('');
  return runLine(EXEC, plain, view, promptLength, CLASSIC_WORDING);
}

/** Contexts of the configuration are not followed: what is configured is taken and forgotten. */
function configure(line: string, promptLength: number): Reply {
  if (/^(?:exit(?: all)?|back)$/.test(line)) return { kind: 'mode', mode: 'exec' };
  if (line === 'logout') return { kind: 'logout' };
  return /^(?:no |router|system|port|card)/.test(line)
    ? text('')
    : refused(CLASSIC_WORDING.invalid(line, promptLength, 0));
}
