import { configureLine } from '../configure';
import type { Dialect, Mode, Reply } from '../dialect';
import { text } from '../dialect';
import { command, type Entry, matchLine } from '../grammar';
import { filterOutput } from '../pipe';
import type { View } from '../view';
import { showDatabase, showDatabaseOf } from './database';
import { showInterfaces, showInterfacesBrief } from './interface';
import { showNeighbors, showNeighborsDetail } from './neighbor';
import { showProcess } from './process';
import { showRoutes } from './route';
import { showRunningConfig, showVersion } from './system';

type Run = (view: View, args: readonly string[]) => Reply;
const show =
  (render: (view: View) => string): Run =>
  (view) =>
    text(render(view));
const silent: Run = () => text('');

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
  command('show ip route ospf', show(showRoutes)),
  command('show version', show(showVersion)),
  command('show privilege', () => text('Current privilege level is 1\n')),
  command('terminal length <number>', (_view, [lines]) => ({ kind: 'paging', lines: Number(lines) })),
  command('terminal width <number>', silent),
  command('terminal no monitor', silent),
  command('terminal monitor', silent),
  command('enable', () => ({ kind: 'enable' })),
  command('exit', () => ({ kind: 'logout' })),
  command('quit', () => ({ kind: 'logout' })),
  command('logout', () => ({ kind: 'logout' })),
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

/** The shell of Cisco IOS 15. */
export const iosDialect: Dialect = {
  greeting: '',
  pageLines: 24,

  prompt(hostname, mode) {
    if (mode === 'user') return `${hostname}>`;
    if (mode === 'exec') return `${hostname}#`;
    return `${hostname.slice(0, CONFIG_HOSTNAME_CHARS)}(${mode})#`;
  },

  execute(line, mode, view) {
    const promptLength = iosDialect.prompt(view.router.name, mode).length;
    if (mode.startsWith('config')) {
      const done = configureLine(line, mode);
      if (done === 'do') return runExec(line.trim().replace(/^do\s+/, ''), 'exec', view, promptLength);
      return done ?? text(iosDialect.refuse(line, promptLength, 0));
    }
    return runExec(line, mode, view, promptLength);
  },

  refuse(_line, promptLength, offset) {
    return `${' '.repeat(promptLength + offset)}^\n% Invalid input detected at '^' marker.\n\n`;
  },
};

function runExec(line: string, mode: Mode, view: View, promptLength: number): Reply {
  const [plain, ...pipes] = line.split(/\s\|\s/);
  const matched = matchLine(mode === 'user' ? USER : EXEC, plain ?? '');
  switch (matched.kind) {
    case 'match': {
      const reply = matched.run(view, matched.args);
      if (pipes.length === 0 || reply.kind !== 'text') return reply;
      return text(
        filterOutput(reply.text, pipes.join(' | ')) ?? iosDialect.refuse(line, promptLength, line.indexOf('|') + 2),
      );
    }
    case 'ambiguous':
      return text(`% Ambiguous command:  "${plain}"\n`);
    case 'incomplete':
      return text('% Incomplete command.\n\n');
    case 'invalid':
      return text(iosDialect.refuse(line, promptLength, matched.offset));
  }
}
