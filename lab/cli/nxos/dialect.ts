import { configureLine } from '../configure';
import { type Dialect, text } from '../dialect';
import { command, type Entry, forms } from '../grammar';
import { logOut, type Run, runLine, show, silent, type Wording } from '../run-line';
import type { View } from '../view';
import { showDatabase, showDatabaseDetail, showDatabaseOf, showExternals } from './database';
import { showInterfaces, showInterfacesBrief } from './interface';
import { showNeighbors, showNeighborsDetail } from './neighbor';
import { showProcess } from './process';
import { showRoutes } from './route';
import { showRunningConfig, showVersion } from './system';

const ospf = (words: string, render: (view: View) => string) =>
  forms(`show ip ospf ${words} [vrf all|vrf default]`.replace('  ', ' '), show(render));

/** What the role network-operator may run. */
const USER: readonly Entry<Run>[] = [
  ...ospf('', showProcess),
  ...ospf('neighbors', showNeighbors),
  ...ospf('neighbors detail', showNeighborsDetail),
  ...ospf('interface', showInterfaces),
  ...ospf('interface brief', showInterfacesBrief),
  ...ospf('database', showDatabase),
  ...ospf('database router', (view) => showDatabaseOf(view, 'router')),
  ...ospf('database router detail', (view) => showDatabaseDetail(view, 'router')),
  ...ospf('database network', (view) => showDatabaseOf(view, 'network')),
  ...ospf('database network detail', (view) => showDatabaseDetail(view, 'network')),
  ...ospf('database summary', (view) => showDatabaseOf(view, 'summary')),
  ...ospf('database summary detail', (view) => showDatabaseDetail(view, 'summary')),
  ...ospf('database external [detail]', showExternals),
  ...forms('show ip route ospf [vrf all|vrf default]', show(showRoutes)),
  ...forms('show ip route ospf-1 [vrf all|vrf default]', show(showRoutes)),
  command('show version', show(showVersion)),
  command('terminal length <number>', (_view, [lines]) => ({ kind: 'paging', lines: Number(lines) })),
  command('terminal width <number>', silent),
  command('terminal monitor', silent),
  command('terminal no monitor', silent),
  command('enable', () => ({ kind: 'enable' })),
  command('exit', logOut),
  command('end', silent),
];

/** What the role network-admin may run; every session starts here. */
const EXEC: readonly Entry<Run>[] = [
  ...USER.filter((entry) => entry.words[0] !== 'enable'),
  command('enable', silent),
  command('show running-config', show(showRunningConfig)),
  command('clear ip ospf neighbor <word>', silent),
  command('restart ospf <word>', silent),
  command('configure terminal', () => ({
    kind: 'mode',
    mode: 'config',
    text: 'Enter configuration commands, one per line. End with CNTL/Z.\n',
  })),
  command('copy running-config startup-config', () => text('[########################################] 100%\n')),
];

const marked = (offset: number, words: string) => `${' '.repeat(offset)}^\n% ${words} command at '^' marker.\n`;

const WORDING: Wording = {
  invalid: (_line, promptLength, offset) => marked(promptLength + offset, 'Invalid'),
  incomplete: (line, promptLength) => marked(promptLength + line.length, 'Incomplete'),
  ambiguous: (line, promptLength) => marked(promptLength + line.trimEnd().length, 'Ambiguous'),
};

/** The shell of Cisco NX-OS 10: `#` from the start, Enter is echoed as CR CR LF and the prompt comes after a CR. */
export const nxosDialect: Dialect = {
  greeting: `Cisco Nexus Operating System (NX-OS) Software
TAC support: http://www.cisco.com/tac
Copyright (C) 2002-2022, Cisco and/or its affiliates.
All rights reserved.
`,
  pageLines: 24,
  pager: { more: '\x1b[7m--More--\x1b[27m', wipe: '\r\x1b[K' },
  enterEcho: '\r\r\n',
  promptLead: '\r',

  prompt(hostname, mode, ha = '') {
    if (mode === 'user') return `${hostname}${ha}> `;
    return mode === 'exec' ? `${hostname}${ha}# ` : `${hostname}${ha}(${mode})# `;
  },

  execute(line, mode, view, promptLength = nxosDialect.prompt(view.router.name, mode).length) {
    const exec = mode === 'user' ? USER : EXEC;
    if (mode.startsWith('config')) {
      const done = configureLine(line, mode);
      // NX-OS runs the commands of exec in configuration too, with and without 'do'.
      const plain = line.trim().replace(/^do\s+/, '');
      if (done === 'do' || done === undefined) return runLine(exec, plain, view, promptLength, WORDING);
      return done;
    }
    return runLine(exec, line, view, promptLength, WORDING);
  },

  refuse: WORDING.invalid,
};
