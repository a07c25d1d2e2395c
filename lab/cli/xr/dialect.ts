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
  forms(`show ospf [vrf all-inclusive|vrf default] ${words}`.trimEnd(), show(render));

/** What every task group may run. */
const USER: readonly Entry<Run>[] = [
  ...ospf('', showProcess),
  ...ospf('neighbor', showNeighbors),
  ...ospf('neighbor detail', showNeighborsDetail),
  ...ospf('interface', showInterfaces),
  ...ospf('interface brief', showInterfacesBrief),
  ...ospf('database', showDatabase),
  ...ospf('database router', (view) => showDatabaseOf(view, 'router')),
  ...ospf('database network', (view) => showDatabaseOf(view, 'network')),
  ...ospf('database summary', (view) => showDatabaseOf(view, 'summary')),
  ...ospf('database external', showExternals),
  ...forms('show route [ipv4] ospf', show(showRoutes)),
  command('show version', show(showVersion)),
  command('terminal length <number>', (_view, [lines]) => ({ kind: 'paging', lines: Number(lines) })),
  command('terminal width <number>', silent),
  ...forms('terminal monitor [disable]', silent),
  command('terminal exec prompt no-timestamp', () => ({ kind: 'stamps', on: false })),
  command('terminal exec prompt timestamp', () => ({ kind: 'stamps', on: true })),
  command('exit', logOut),
  command('quit', logOut),
  command('logout', logOut),
];

/** What needs the rights of an administrator. */
const EXEC: readonly Entry<Run>[] = [
  ...USER,
  command('show running-config', show(showRunningConfig)),
  command('clear ospf process', () => ({ kind: 'question', prompt: 'Reset OSPF process? [no]: ', text: '' })),
  ...forms<Run>('configure [terminal]', () => ({ kind: 'mode', mode: 'config' })),
];

const WORDING: Wording = {
  invalid: (_line, promptLength, offset) =>
    `${' '.repeat(promptLength + offset)}^\n% Invalid input detected at '^' marker.\n`,
  incomplete: () => '% Incomplete command.\n',
  ambiguous: (line) => `% Ambiguous command:  "${line}"\n`,
};

/** Where the session runs: the active route processor. */
const ACTIVE_NODE = 'RP/0/RSP0/CPU0';
/** IOS XR cuts the hostname in its prompt. */
const HOSTNAME_CHARS = 31;
const MODE_WORDS: Readonly<Partial<Record<Mode, string>>> = { 'config-router': 'config-ospf' };
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The shell of Cisco IOS XR 7: no enable, and no level below it but what a task group leaves out. */
export const xrDialect: Dialect = {
  greeting: '',
  pageLines: 24,
  echoesAhead: true,

  stamp(at) {
    const day = String(at.getUTCDate()).padStart(2);
    const clock = at.toISOString().slice(11, 23);
    return `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${day} ${clock} UTC\n`;
  },

  prompt(hostname, mode, ha = ACTIVE_NODE) {
    const place = mode.startsWith('config') ? `(${MODE_WORDS[mode] ?? mode})` : '';
    return `${ha}:${hostname.slice(0, HOSTNAME_CHARS)}${place}#`;
  },

  execute(line, mode, view, promptLength = xrDialect.prompt(view.router.name, mode).length) {
    if (mode.startsWith('config')) {
      if (/^\s*commit\s*$/i.test(line)) return text('');
      const done = configureLine(line, mode);
      if (done === 'do') return runLine(EXEC, line.trim().replace(/^do\s+/, ''), view, promptLength, WORDING);
      return done ?? refused(WORDING.invalid(line, promptLength, 0));
    }
    const reply = runLine(mode === 'user' ? USER : EXEC, line, view, promptLength, WORDING);
    return mode === 'user' && isRefused(reply) && exists(EXEC, line)
      ? refused('% This command is not authorized\n')
      : reply;
  },

  refuse: WORDING.invalid,
};
