import { z } from 'zod';
import { CONTROL_CHARACTERS, type PlatformId } from './device';

/** `read` leaves the router as it was; `change` may not. Unknown lines count as `change`. */
export type CommandKind = 'read' | 'change';

export interface CatalogueCommand {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly kind: CommandKind;
  /** The line each platform understands. A platform that is absent has no such command here. */
  readonly lines: Readonly<Partial<Record<PlatformId, string>>>;
  /** One of the five everyday commands, chosen when nothing else is. */
  readonly everyday: boolean;
}

const iosAndFrr = (line: string) => ({ cisco_ios: line, frr: line });

/**
 * OSPF commands. Lines: Cisco "IP Routing: OSPF Command Reference" and FRRouting user guide, chapter OSPFv2
 * (`doc/user/ospfd.rst`, "Showing Information").
 */
export const COMMAND_CATALOGUE: readonly CatalogueCommand[] = [
  {
    id: 'ospf-process',
    title: 'OSPF process',
    description: 'Router ID, areas, SPF timers and counts, LSA totals',
    kind: 'read',
    lines: iosAndFrr('show ip ospf'),
    everyday: true,
  },
  {
    id: 'ospf-neighbors',
    title: 'OSPF neighbors',
    description: 'Each neighbor with its adjacency state, role and interface',
    kind: 'read',
    lines: iosAndFrr('show ip ospf neighbor'),
    everyday: true,
  },
  {
    id: 'ospf-interfaces',
    title: 'OSPF interfaces',
    description: 'Area, cost, network type, DR and BDR, timers per interface',
    kind: 'read',
    lines: iosAndFrr('show ip ospf interface'),
    everyday: true,
  },
  {
    id: 'ospf-router-lsas',
    title: 'Router LSAs',
    description: 'The router LSAs of each area (RFC 2328, type 1)',
    kind: 'read',
    lines: iosAndFrr('show ip ospf database router'),
    everyday: true,
  },
  {
    id: 'ospf-routes',
    title: 'OSPF routes',
    description: 'Routes that OSPF put into the routing table',
    kind: 'read',
    lines: iosAndFrr('show ip route ospf'),
    everyday: true,
  },
  {
    id: 'ospf-neighbor-detail',
    title: 'OSPF neighbors, detail',
    description: 'Each neighbor with options, timers and retransmission counters',
    kind: 'read',
    lines: iosAndFrr('show ip ospf neighbor detail'),
    everyday: false,
  },
  {
    id: 'ospf-database',
    title: 'Link-state database',
    description: 'A line per LSA with age, sequence number and checksum',
    kind: 'read',
    lines: iosAndFrr('show ip ospf database'),
    everyday: false,
  },
  {
    id: 'version',
    title: 'Software version',
    description: 'Software release and uptime',
    kind: 'read',
    lines: iosAndFrr('show version'),
    everyday: false,
  },
];

export const EVERYDAY_COMMANDS: readonly string[] = COMMAND_CATALOGUE.filter((command) => command.everyday).map(
  (command) => command.lines.cisco_ios!,
);

export const MAX_COMMANDS = 50;
export const MAX_COMMAND_CHARACTERS = 512;

/** One line for a router: no control character, since CR, LF, ESC or NUL would make it two lines or none. */
export const commandLineSchema = z
  .string()
  .max(MAX_COMMAND_CHARACTERS, `Expected at most ${MAX_COMMAND_CHARACTERS} characters`)
  .refine((line) => !CONTROL_CHARACTERS.test(line), 'Expected one line without control characters')
  .refine((line) => line.trim() !== '', 'Expected a command, got an empty line')
  // A router's help key: it would answer at once and leave the rest of the line in its editor.
  .refine((line) => !line.includes('?'), 'Expected no "?": it is the help key of a router')
  .transform((line) => line.trim());

const READ_ONLY_FIRST_WORD = /^(?:sh(?:ow?)?|disp(?:lay?|l|la)?|ping|traceroute|tracert)(?:\s|$)/i;
const TERMINAL_SETTING = /^(?:term(?:inal)?|screen-length|screen-width)\s/i;
/** Redirections to a file, and NX-OS's separator of two commands on one line. */
const SENDS_ON = /[>;]/;
/** What stands after a pipe: what only picks lines, and what writes a file on the router or sends one away. */
const FILTERS =
  'begin count display egrep except exclude find grep include json last match no-more section trim xml'.split(' ');
const WRITERS = ['append', 'file', 'redirect', 'save', 'tee', 'utility'];

const wordOf = (afterPipe: string) => /^\s*([\w-]+)/.exec(afterPipe)?.[1]?.toLowerCase();

/** Routers take any abbreviation: one that could mean a writer counts as one. */
const mayWrite = (word: string) => WRITERS.some((writer) => writer.startsWith(word));

/** The first pipe has to be a known filter; a later one may also stand in that one's pattern, as in `include Full|2WAY`. */
function onlyFilters([first, ...later]: readonly string[]): boolean {
  if (first === undefined) return true;
  const word = wordOf(first);
  if (word === undefined || mayWrite(word) || !FILTERS.some((filter) => filter.startsWith(word))) return false;
  return later.every((pipe) => !/\S\s+\S/.test(pipe) || !mayWrite(wordOf(pipe) ?? ''));
}

/**
 * Whether a typed line may change a router. Deliberately narrow: only show, display, ping, traceroute and terminal
 * settings are known to be harmless, and none of them when its output goes to a file.
 */
export function classifyCommand(line: string): CommandKind {
  const [command = '', ...pipes] = line.split('|');
  if (SENDS_ON.test(line) || !onlyFilters(pipes)) return 'change';
  return READ_ONLY_FIRST_WORD.test(command) || TERMINAL_SETTING.test(command) ? 'read' : 'change';
}
