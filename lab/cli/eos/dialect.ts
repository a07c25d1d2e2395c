import { configureLine } from '../configure';
import { type Dialect, isRefused, type Mode, refused, text } from '../dialect';
import { command, type Entry, exists, forms } from '../grammar';
import { logOut, type Run, runLine, show, silent, type Wording } from '../run-line';
import type { View } from '../view';
import { showDatabase, showDatabaseOf, showExternals } from './database';
import { showInterfaces, showInterfacesBrief } from './interface';
import { showNeighbors, showNeighborsDetail } from './neighbor';
import { showProcess } from './process';
import { showRoutes } from './route';
import { showRunningConfig, showVersion } from './system';

const ospf = (words: string, render: (view: View) => string) =>
  forms(`show ip ospf ${words} [vrf all|vrf default]`.replace('  ', ' '), show(render));

/** What an unprivileged session may run. */
const USER: readonly Entry<Run>[] = [
  ...ospf('', showProcess),
  ...ospf('neighbor', showNeighbors),
  ...ospf('neighbor detail', showNeighborsDetail),
  ...ospf('interface', showInterfaces),
  ...ospf('interface brief', showInterfacesBrief),
  ...ospf('database [detail]', showDatabase),
  ...ospf('database router [detail]', (view) => showDatabaseOf(view, 'router')),
  ...ospf('database network [detail]', (view) => showDatabaseOf(view, 'network')),
  ...ospf('database summary [detail]', (view) => showDatabaseOf(view, 'summary')),
  ...ospf('database external [detail]', showExternals),
  ...forms('show ip route [vrf all|vrf default] ospf', show(showRoutes)),
  command('show version', show(showVersion)),
  command('show privilege', () => text('Current privilege level is 1\n')),
  command('terminal length <number>', (_view, [lines]) => ({
    kind: 'paging',
    lines: Number(lines),
    text: Number(lines) === 0 ? 'Pagination disabled.\n' : `Pagination set to ${lines} lines.\n`,
  })),
  command('terminal width <number>', (_view, [columns]) => text(`Width set to ${columns} columns.\n`)),
  command('terminal monitor', silent),
  command('terminal no monitor', silent),
  command('no terminal monitor', silent),
  command('enable', () => ({ kind: 'enable' })),
  command('exit', logOut),
  command('quit', logOut),
  command('logout', logOut),
];

/** What level 15 may run. */
const EXEC: readonly Entry<Run>[] = [
  ...USER.filter((entry) => entry.words[0] !== 'enable' && entry.words[1] !== 'privilege'),
  command('enable', silent),
  command('disable', () => ({ kind: 'mode', mode: 'user' })),
  command('show privilege', () => text('Current privilege level is 15\n')),
  command('show running-config', show(showRunningConfig)),
  ...forms('clear ip ospf neighbor [*]', silent),
  ...forms<Run>('configure [terminal]', () => ({ kind: 'mode', mode: 'config' })),
  command('write memory', () => text('Copy completed successfully.\n')),
];

const WORDING: Wording = {
  invalid: () => '% Invalid input\n',
  incomplete: () => '% Incomplete command\n',
  ambiguous: () => '% Ambiguous command\n',
};

const MODE_WORDS: Readonly<Partial<Record<Mode, string>>> = { 'config-router': 'config-router-ospf' };

/** The shell of Arista EOS 4: no caret in refusals, words for what needs a privilege, answers to terminal settings. */
export const eosDialect: Dialect = {
  greeting: '',
  pageLines: 24,
  pager: { more: '\x1b[7m --More-- \x1b[27m\x1b[K', wipe: '\r\x1b[K' },
  enable: { withoutPassword: 'granted', wrong: '% Bad secret\n' },

  prompt(hostname, mode, ha = '') {
    if (mode === 'user') return `${hostname}${ha}>`;
    return mode === 'exec' ? `${hostname}${ha}#` : `${hostname}${ha}(${MODE_WORDS[mode] ?? mode})#`;
  },

  execute(line, mode, view) {
    if (mode.startsWith('config')) {
      const done = configureLine(line, mode);
      // EOS runs the commands of exec in configuration too, with and without 'do'.
      const plain = line.trim().replace(/^do\s+/, '');
      return done === 'do' || done === undefined ? runLine(EXEC, plain, view, 0, WORDING) : done;
    }
    const reply = runLine(mode === 'user' ? USER : EXEC, line, view, 0, WORDING);
    return mode === 'user' && isRefused(reply) && exists(EXEC, line)
      ? refused('% Invalid input (privileged mode required)\n')
      : reply;
  },

  refuse: WORDING.invalid,
};
