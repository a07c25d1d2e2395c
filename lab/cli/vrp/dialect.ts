import { type Dialect, type Mode, type PagerStyle, type Reply, refused, text } from '../dialect';
import { command, type Entry, forms } from '../grammar';
import { logOut, type Run, runLine, show, silent, type Wording } from '../run-line';
import type { View } from '../view';
import { showInterfaces, showInterfacesInFull } from './interface';
import { countDatabase, showDatabase, showDatabaseOf, showExternals } from './lsdb';
import { showLastDown, showPeers, showPeersBrief } from './peer';
import { showProcess } from './process';
import { showOspfRouting, showRoutingTable } from './routing';
import { showBorderRouters, showErrors, showRetransmissions, showSpf, showVirtualLinks } from './statistics';
import { showConfiguration, showVersion } from './system';

/** `display ospf …`, with the number of the process or without. */
const ospf = (words: string, render: (view: View) => string): Entry<Run>[] =>
  forms(`display ospf [1] ${words}`, show(render));

const DISPLAY: readonly Entry<Run>[] = [
  ...ospf('brief', showProcess),
  ...ospf('peer', showPeers),
  ...ospf('peer brief', showPeersBrief),
  ...ospf('peer last-nbr-down', showLastDown),
  ...ospf('interface', showInterfaces),
  ...ospf('interface all', showInterfacesInFull),
  ...ospf('lsdb', (view) => showDatabase(view)),
  ...ospf('lsdb brief', countDatabase),
  ...ospf('lsdb router', (view) => showDatabaseOf(view, 'router')),
  ...ospf('lsdb network', (view) => showDatabaseOf(view, 'network')),
  ...ospf('lsdb summary', (view) => showDatabaseOf(view, 'summary')),
  ...ospf('lsdb asbr', (view) => showDatabaseOf(view)),
  ...ospf('lsdb ase', showExternals),
  ...ospf('lsdb nssa', (view) => showDatabaseOf(view)),
  ...ospf('lsdb self-originate', (view) => showDatabase(view, true)),
  ...ospf('routing', showOspfRouting),
  ...ospf('abr-asbr', showBorderRouters),
  ...ospf('error', showErrors),
  ...ospf('retrans-queue', showRetransmissions),
  ...ospf('spf-statistics', showSpf),
  ...ospf('vlink', showVirtualLinks),
  command('display ip routing-table protocol ospf', show(showRoutingTable)),
  command('display version', show(showVersion)),
  command('display current-configuration', show(showConfiguration)),
];

const EXEC: readonly Entry<Run>[] = [
  ...DISPLAY,
  command('screen-length <number> temporary', (_view, [lines]) => ({
    kind: 'paging',
    lines: Number(lines),
    text: 'Info: The configuration takes effect on the current user terminal interface only.\n',
  })),
  command('screen-width <number>', (_view, [columns]) => ({
    kind: 'question',
    prompt: 'Warning: This command will change the default screen width. Continue? [Y/N]:',
    text: `Info: Succeeded in setting the screen width to ${columns}.\n`,
  })),
  command('terminal monitor', () => text('Info: Current terminal monitor is on.\n')),
  command('undo terminal monitor', () => text('Info: Current terminal monitor is off.\n')),
  command('undo terminal logging', silent),
  ...forms<Run>('reset ospf [1] process', () => ({
    kind: 'question',
    prompt: 'Warning: The OSPF process will be reset. Continue? [Y/N]:',
    text: '',
  })),
  command('save', () => ({
    kind: 'question',
    prompt: 'Warning: The current configuration will be written to the device. Continue? [Y/N]:',
    text: 'Info: Save the configuration successfully.\n',
  })),
  command('system-view', () => ({
    kind: 'mode',
    mode: 'config',
    text: 'Enter system view, return user view with Ctrl+Z.\n',
  })),
  command('quit', logOut),
];

const caret = (column: number) => `${' '.repeat(column)}^\n`;

const WORDING: Wording = {
  invalid: (_line, promptLength, offset) =>
    `${caret(promptLength + offset)}Error: Unrecognized command found at '^' position.\n`,
  incomplete: (line, promptLength) =>
    `${caret(promptLength + line.trimEnd().length)}Error: Incomplete command found at '^' position.\n`,
  ambiguous: (line, promptLength) =>
    `${caret(promptLength + line.trimEnd().length)}Error: Ambiguous command found at '^' position.\n`,
};

const PAGER_COLUMNS = 42;
const PAGER: PagerStyle = {
  more: '  ---- More ----',
  wipe: `\x1b[${PAGER_COLUMNS}D${' '.repeat(PAGER_COLUMNS)}\x1b[${PAGER_COLUMNS}D`,
};

/** The shell of Huawei VRP 5: user view in angle brackets, system view in square ones. */
export const vrpDialect: Dialect = {
  greeting:
    '\nInfo: The max number of VTY users is 5, and the number\n      of current VTY users on line is 1.\n      The current login time is 2026-11-02 08:15:40+00:00.',
  pageLines: 24,
  pager: PAGER,
  loginQuestion: {
    prompt:
      '\nWarning: The initial password poses security risks.\nThe password needs to be changed. Change now? [Y/N]:',
    by: 'line',
    yes: 'Error: The password of this user is kept on a server and cannot be changed here.\n',
  },

  isSetup: (line) => /^\s*(?:screen-(?:length|width)\s|undo\s+t\S*\s+(?:monitor|logging)\s*$)/i.test(line),

  prompt(hostname, mode, ha = '') {
    return mode.startsWith('config') ? `${ha}[${hostname}${SUB_VIEWS[mode] ?? ''}]` : `${ha}<${hostname}>`;
  },

  execute(line, mode, view, promptLength = 0) {
    return mode.startsWith('config')
      ? runConfig(line, mode, view, promptLength)
      : runLine(EXEC, line, view, promptLength, WORDING);
  },

  refuse: WORDING.invalid,
};

const SUB_VIEWS: Partial<Record<Mode, string>> = { 'config-router': '-ospf-1', 'config-if': '-GigabitEthernet0/0/0' };
const CONFIG_WORDS = [
  'abr-summary',
  'area',
  'cost',
  'description',
  'ip',
  'network',
  'ospf',
  'shutdown',
  'sysname',
  'undo',
];

/** System view: `display` works there too; nothing that is configured is remembered. */
function runConfig(line: string, mode: Mode, view: View, promptLength: number): Reply {
  const [first = '', second] = line.trim().split(/\s+/);
  if (first === 'return') return { kind: 'mode', mode: 'exec' };
  if (first === 'quit') return { kind: 'mode', mode: mode === 'config' ? 'exec' : 'config' };
  if (first === 'ospf' && mode === 'config') return { kind: 'mode', mode: 'config-router' };
  if (first === 'interface' && second) return { kind: 'mode', mode: 'config-if' };
  if (CONFIG_WORDS.includes(first)) return text('');
  if (first !== '' && 'display'.startsWith(first)) return runLine(DISPLAY, line, view, promptLength, WORDING);
  return refused(WORDING.invalid(line, promptLength, 0));
}
