import { configureLine } from '../configure';
import { type Dialect, type Reply, refused, text } from '../dialect';
import { command, type Entry } from '../grammar';
import { logOut, type Run, runLine, show, silent, type Wording } from '../run-line';
import type { View } from '../view';
import { showDatabase, showDatabaseOf, showExternals } from './database';
import { showInterfaces } from './interface';
import { showNeighbors, showNeighborsDetail } from './neighbor';
import { showProcess } from './process';
import { showRoutes } from './route';
import { showRunningConfig, showVersion } from './system';

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
  command('show ip ospf database external', show(showExternals)),
  command('show ip route ospf', show(showRoutes)),
  command('show version', show(showVersion)),
  command('show running-config', show(showRunningConfig)),
  // vtysh knows only the length: `terminal width` and `terminal no monitor` are unknown commands (tried on 8.4).
  command('terminal length <number>', silent),
  command('enable', silent),
  command('clear ip ospf process', silent),
  command('configure terminal', () => ({ kind: 'mode', mode: 'config' })),
  command('write memory', () => text('Note: this version of vtysh never writes vtysh.conf\n[OK]\n')),
  command('exit', logOut),
  command('quit', logOut),
];

const WORDING: Wording = {
  invalid: (line) => `% Unknown command: ${line}\n`,
  incomplete: (line) => `% Command incomplete: ${line}\n`,
  ambiguous: (line) => `% Ambiguous command: ${line}\n`,
};

/** FRRouting's vtysh 8.4: starts privileged, never pages, its prompt ends in a space. */
export const frrDialect: Dialect = {
  greeting: '\nHello, this is FRRouting (version 8.4.4).\nCopyright 1996-2005 Kunihiro Ishiguro, et al.\n\n',
  pageLines: 0,

  prompt(hostname, mode, ha = '') {
    return mode === 'exec' || mode === 'user' ? `${hostname}${ha}# ` : `${hostname}${ha}(${mode})# `;
  },

  execute(line, mode, view) {
    if (mode.startsWith('config')) {
      const done = configureLine(line, mode);
      if (done === 'do') return runExec(line.trim().replace(/^do\s+/, ''), view);
      return done ?? refused(frrDialect.refuse(line, 0, 0));
    }
    return runExec(line, view);
  },

  refuse: WORDING.invalid,
};

function runExec(line: string, view: View): Reply {
  return runLine(EXEC, line, view, 0, WORDING);
}
