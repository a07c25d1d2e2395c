import { configureLine } from '../configure';
import { type Dialect, type Mode, type Reply, refused, text } from '../dialect';
import { command, type Entry } from '../grammar';
import { logOut, type Run, runLine, show, silent, type Wording } from '../run-line';
import type { View } from '../view';
import { showDatabase, showDatabaseOf, showExternals } from './database';
import { showInterfaces, showInterfacesBrief } from './interface';
import { showNeighbors, showNeighborsDetail } from './neighbor';
import { showProcess } from './process';
import { showRoutes } from './route';
import { showRunningConfig, showVersion } from './system';

/** What privilege level 1 may run. */
const USER: readonly Entry<Run>[] = [
  command('show ip ospf', show(showProcess)),
  command('show ip ospf neighbor', show(showNeighbors)),
  command('show ip ospf neighbor detail', show(showNeighborsDetail)),
  command('show ip ospf interface', show(showInterfaces)),
  command('show ip ospf interface brief', show(showInterfacesBrief)),
  command('show ip ospf database', show(showDatabase)),
  command(
    'show ip ospf database router',
    show((view) => showDatabaseOf(view, 'router')),
  ),
  command(
    'show ip ospf database network',
    show((view) => showDatabaseOf(view, 'network')),
  ),
  command(
    'show ip ospf database summary',
    show((view) => showDatabaseOf(view, 'summary')),
  ),
  command('show ip ospf database external', show(showExternals)),
  command('show ip route ospf', show(showRoutes)),
  command('show version', show(showVersion)),
  command('show privilege', () => text('Current privilege level is 1\n')),
  command('terminal length <number>', (_view, [lines]) => ({ kind: 'paging', lines: Number(lines) })),
  command('terminal width <number>', silent),
  command('terminal no monitor', silent),
  command('terminal monitor', silent),
  command('enable', () => ({ kind: 'enable' })),
  command('exit', logOut),
  command('quit', logOut),
  command('logout', logOut),
];

const RESET_QUESTION = 'Reset ALL OSPF processes? [no]: ';

/** What level 15 may run. */
const EXEC: readonly Entry<Run>[] = [
  ...USER.filter((entry) => entry.words[0] !== 'enable' && entry.words[1] !== 'privilege'),
  command('enable', silent),
  command('disable', () => ({ kind: 'mode', mode: 'user' })),
  command('show privilege', () => text('Current privilege level is 15\n')),
  command('show running-config', show(showRunningConfig)),
  command('clear ip ospf process', () => ({ kind: 'question', prompt: RESET_QUESTION, text: '' })),
  command('clear ip ospf counters', silent),
  command('clear ip route <word>', silent),
  command('configure terminal', () => ({
    kind: 'mode',
    mode: 'config',
    text: 'Enter configuration commands, one per line.  End with CNTL/Z.\n',
  })),
  command('write memory', () => text('Building configuration...\n[OK]\n')),
];

/** IOS cuts the hostname so that a configuration prompt stays within this many characters of it. */
const CONFIG_HOSTNAME_CHARS = 20;

export const IOS_WORDING: Wording = {
  invalid: (_line, promptLength, offset) =>
    `${' '.repeat(promptLength + offset)}^\n% Invalid input detected at '^' marker.\n\n`,
  incomplete: () => '% Incomplete command.\n\n',
  ambiguous: (line) => `% Ambiguous command:  "${line}"\n`,
};

/** The shell of Cisco IOS 15. */
export const iosDialect: Dialect = {
  greeting: '',
  pageLines: 24,

  prompt(hostname, mode, ha = '') {
    if (mode === 'user') return `${hostname}${ha}>`;
    if (mode === 'exec') return `${hostname}${ha}#`;
    return `${hostname.slice(0, CONFIG_HOSTNAME_CHARS)}${ha}(${mode})#`;
  },

  execute(line, mode, view, promptLength = iosDialect.prompt(view.router.name, mode).length) {
    if (mode.startsWith('config')) {
      const done = configureLine(line, mode);
      if (done === 'do') return runExec(line.trim().replace(/^do\s+/, ''), 'exec', view, promptLength);
      return done ?? refused(iosDialect.refuse(line, promptLength, 0));
    }
    return runExec(line, mode, view, promptLength);
  },

  refuse: IOS_WORDING.invalid,
};

function runExec(line: string, mode: Mode, view: View, promptLength: number): Reply {
  return runLine(mode === 'user' ? USER : EXEC, line, view, promptLength, IOS_WORDING);
}
