import { completion } from '../complete';
import { type Dialect, type PagerStyle, type Reply, refused, text } from '../dialect';
import { command, type Entry, forms } from '../grammar';
import { logOut, type Run, runLine, show, silent, type Wording } from '../run-line';
import type { View } from '../view';
import { countDatabase, type LsaType, showDatabase } from './database';
import { showInterfaces } from './interface';
import type { Level } from './level';
import { showNeighbors } from './neighbor';
import { filterJunos } from './pipe';
import { showOverview } from './process';
import { showOspfRoutes, showRoutes } from './route';
import { showBorderRoutes, showLog, showStatistics } from './statistics';
import { JUNOS_RELEASE, showConfiguration, showOspfConfiguration, showVersion } from './system';

const LEVELS: readonly Level[] = ['brief', 'detail', 'extensive'];
const TYPES: Readonly<Record<string, LsaType>> = {
  router: 'router',
  network: 'network',
  netsummary: 'summary',
  asbrsummary: 'asbrsummary',
  external: 'external',
  nssa: 'nssa',
  'opaque-area': 'opaque-area',
};

const setting = (words: string, answer: (argument: string) => string): Entry<Run> =>
  command(`set cli ${words}`, (_view, [argument = '']) => text(answer(argument)));

const completeOnSpace = (on: boolean): Reply => ({
  kind: 'completion',
  on,
  text: `${on ? 'Enabling' : 'Disabling'} complete-on-space\n`,
});

const EXEC: readonly Entry<Run>[] = [
  ...forms('show ospf overview [brief|extensive] [instance all]', show(showOverview)),
  ...forms('show ospf neighbor [instance all]', show(showNeighbors)),
  ...LEVELS.flatMap((level) =>
    forms(
      `show ospf neighbor [instance all] ${level} [instance all]`,
      show((view) => showNeighbors(view, level)),
    ),
  ),
  ...forms('show ospf interface [instance all]', show(showInterfaces)),
  ...LEVELS.flatMap((level) =>
    forms(
      `show ospf interface [instance all] ${level} [instance all]`,
      show((view) => showInterfaces(view, level !== 'brief')),
    ),
  ),
  ...forms('show ospf database [instance all]', show(showDatabase)),
  command('show ospf database summary', show(countDatabase)),
  ...LEVELS.flatMap((level) =>
    forms(
      `show ospf database ${level} [instance all]`,
      show((view) => showDatabase(view, level)),
    ),
  ),
  ...Object.entries(TYPES).flatMap(([word, type]) => [
    command(
      `show ospf database ${word}`,
      show((view) => showDatabase(view, 'brief', type)),
    ),
    ...LEVELS.flatMap((level) =>
      forms(
        `show ospf database ${word} ${level} [instance all]`,
        show((view) => showDatabase(view, level, type)),
      ),
    ),
  ]),
  command(
    'show ospf database advertising-router self',
    show((view) => showDatabase(view, 'brief', undefined, view.router.routerId)),
  ),
  command('show ospf route', show(showOspfRoutes)),
  command('show ospf route abr', show(showBorderRoutes)),
  command('show ospf statistics', show(showStatistics)),
  command('show ospf log', show(showLog)),
  command('show route protocol ospf', show(showRoutes)),
  command('show version', show(showVersion)),
  command('show configuration', show(showConfiguration)),
  command('show configuration protocols', show(showOspfConfiguration)),
  command('show configuration protocols ospf', show(showOspfConfiguration)),
  command('set cli screen-length <number>', (_view, [lines]) => ({
    kind: 'paging',
    lines: Number(lines),
    text: `Screen length set to ${lines}\n`,
  })),
  setting('screen-width <number>', (columns) => `Screen width set to ${columns}\n`),
  command('set cli complete-on-space on', () => completeOnSpace(true)),
  command('set cli complete-on-space off', () => completeOnSpace(false)),
  setting('timestamp disable', () => 'CLI timestamp disabled\n'),
  setting('terminal <word>', () => ''),
  setting('idle-timeout <number>', (minutes) => `Idle timeout set to ${minutes} minutes\n`),
  command('clear ospf neighbor all', silent),
  command('request system reboot', () => ({
    kind: 'question',
    prompt: 'Reboot the system ? [yes,no] (no) ',
    text: 'error: reboot is not possible in a simulated router\n',
  })),
  command('start shell', () => ({ kind: 'mode', mode: 'shell' })),
  command('configure', () => ({ kind: 'mode', mode: 'config', text: 'Entering configuration mode\n' })),
  command('exit', logOut),
  command('quit', logOut),
];

/** A caret under what does not fit; a first word that nothing starts with is an unknown command. */
const WORDING: Wording = {
  invalid: (line, promptLength, offset) => {
    const unknown =
      line.slice(0, offset).trim() === '' && !EXEC.some(({ words }) => words[0]?.startsWith(line[0] ?? ''));
    return `${' '.repeat(promptLength + offset)}^\n${unknown ? 'unknown command.' : 'syntax error, expecting <command>.'}\n`;
  },
  incomplete: (line, promptLength) =>
    `${' '.repeat(promptLength + line.trimEnd().length)}^\nsyntax error, expecting <command>.\n`,
  ambiguous: (line, promptLength) => {
    const word = line.trim().split(/\s+/).pop() ?? '';
    return `${' '.repeat(promptLength + line.trimEnd().length)}^\n'${word}' is ambiguous.\n`;
  },
};

const PAGER: PagerStyle = {
  more: (shown, total) => `---(more ${Math.floor((shown / total) * 100)}%)---`,
  wipe: `\r${' '.repeat(40)}\r`,
};

/**
 * The shell of Junos: an empty line and the state of the routing engine stand above each prompt. Root is given the Unix
 * shell first.
 */
export const junosDialect: Dialect = {
  greeting: `--- JUNOS ${JUNOS_RELEASE} Kernel 64-bit  JNPR-12.1-20220902.8a4ec51_buil`,
  pageLines: 24,
  pager: PAGER,
  // The command line ends the word being typed with a space before it runs.
  enterEcho: ' \n',

  startMode: ({ username }) => (username === 'root' ? 'shell' : 'exec'),

  isSetup: (line) => /^\s*(?:set\s+cli\s|cli\s*$)/.test(line),

  complete: (line, mode) => (mode === 'exec' ? completion(EXEC, line) : ''),

  prompt(hostname, mode, ha = '', seat) {
    const username = seat?.username ?? 'admin';
    if (mode === 'shell') return `${username}@${hostname}:~ # `;
    const above = `${ha && `{${ha}}`}${mode === 'config' ? '[edit]' : ''}`;
    return `\n${above && `${above}\n`}${username}@${hostname}${mode === 'config' ? '# ' : '> '}`;
  },

  execute(line, mode, view, promptLength = 0, seat) {
    if (mode === 'shell') return runShell(line, seat?.username === 'root');
    if (mode === 'config') return runConfig(line, view, promptLength);
    return runExec(line, view, promptLength);
  },

  refuse: WORDING.invalid,
};

function runExec(line: string, view: View, promptLength: number): Reply {
  const [plain = '', ...pipes] = line.split(/\s*\|\s*/);
  const reply = runLine(EXEC, plain, view, promptLength, WORDING);
  if (pipes.length === 0 || reply.kind !== 'text' || reply.refused) return reply;
  const filtered = filterJunos(reply.text, pipes);
  return filtered ?? refused(WORDING.invalid(line, promptLength, line.indexOf('|') + 2));
}

const CONFIG_WORDS = ['activate', 'deactivate', 'delete', 'edit', 'set', 'rollback', 'show', 'top', 'up'];

function runConfig(line: string, view: View, promptLength: number): Reply {
  const [first = '', ...rest] = line.trim().split(/\s+/);
  if (first === 'run') return runExec(rest.join(' '), view, promptLength);
  if (first === 'exit' || first === 'quit') return { kind: 'mode', mode: 'exec', text: 'Exiting configuration mode\n' };
  if (first === 'commit') return text('commit complete\n');
  return CONFIG_WORDS.includes(first) ? text('') : refused(WORDING.invalid(line, promptLength, 0));
}

/** FreeBSD's shell knows the way to the command line, and out. */
function runShell(line: string, isLogin: boolean): Reply {
  const word = line.trim();
  if (word === 'cli') return { kind: 'mode', mode: 'exec' };
  if (word === 'exit' || word === 'logout') return isLogin ? { kind: 'logout' } : { kind: 'mode', mode: 'exec' };
  return refused(`${word.split(/\s+/)[0]}: Command not found.\n`);
}
