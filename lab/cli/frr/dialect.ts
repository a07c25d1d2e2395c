import { configureLine } from '../configure';
import type { Dialect, Reply } from '../dialect';
import { text } from '../dialect';
import { command, type Entry, matchLine } from '../grammar';
import { filterOutput } from '../pipe';
import type { View } from '../view';
import { showDatabase, showDatabaseOf } from './database';
import { showInterfaces } from './interface';
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

const EXEC: readonly Entry<Run>[] = [
  command('show ip ospf', show(showProcess)),
  command('show ip ospf neighbor', show(showNeighbors)),
  command('show ip ospf neighbor detail', show(showNeighborsDetail)),
  command('show ip ospf interface', show(showInterfaces)),
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
  command('show running-config', show(showRunningConfig)),
  // vtysh knows only the length: `terminal width` and `terminal no monitor` are unknown commands (tried on 8.4).
  command('terminal length <number>', silent),
  command('enable', silent),
  command('clear ip ospf process', silent),
  command('configure terminal', () => ({ kind: 'mode', mode: 'config' })),
  command('write memory', () => text('Note: this version of vtysh never writes vtysh.conf\n[OK]\n')),
  command('exit', () => ({ kind: 'logout' })),
  command('quit', () => ({ kind: 'logout' })),
];

/** FRRouting's vtysh 8.4: starts privileged, never pages, its prompt ends in a space. */
export const frrDialect: Dialect = {
  greeting: '\nHello, this is FRRouting (version 8.4.4).\nCopyright 1996-2005 Kunihiro Ishiguro, et al.\n\n',
  pageLines: 0,

  prompt(hostname, mode) {
    return mode === 'exec' || mode === 'user' ? `${hostname}# ` : `${hostname}(${mode})# `;
  },

  execute(line, mode, view) {
    if (mode.startsWith('config')) {
      const done = configureLine(line, mode);
      if (done === 'do') return runExec(line.trim().replace(/^do\s+/, ''), view);
      return done ?? text(frrDialect.refuse(line, 0, 0));
    }
    return runExec(line, view);
  },

  refuse(line) {
    return `% Unknown command: ${line}\n`;
  },
};

function runExec(line: string, view: View): Reply {
  const [plain, ...pipes] = line.split(/\s\|\s/);
  const matched = matchLine(EXEC, plain ?? '');
  switch (matched.kind) {
    case 'match': {
      const reply = matched.run(view, matched.args);
      if (pipes.length === 0 || reply.kind !== 'text') return reply;
      return text(filterOutput(reply.text, pipes.join(' | ')) ?? frrDialect.refuse(line, 0, 0));
    }
    case 'ambiguous':
      return text(`% Ambiguous command: ${line}\n`);
    case 'incomplete':
      return text(`% Command incomplete: ${line}\n`);
    case 'invalid':
      return text(frrDialect.refuse(line, 0, 0));
  }
}
