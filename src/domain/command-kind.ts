import { type DevicePlatform, PLATFORM_IDS, type PlatformId } from './device';

export const COMMAND_KINDS = ['read', 'change'] as const;
/** `read` leaves the router as it was; `change` may not. Unknown lines count as `change`. */
export type CommandKind = (typeof COMMAND_KINDS)[number];

const READ_ONLY_FIRST_WORD = /^(?:sh(?:ow?)?|disp(?:lay?|l|la)?|ping|traceroute|tracert)(?:\s|$)/i;
const TERMINAL_SETTING = /^(?:term(?:inal)?|screen-length|screen-width)\s/i;
/** Redirections to a file, and NX-OS's and RouterOS's separator of two commands on one line. */
const SENDS_ON = /[>;]/;
/** What stands after a pipe: what only picks lines, and what writes a file on the router or sends one away. */
const FILTERS = words(
  'begin count display egrep except exclude find grep include json last match no-more section trim xml',
);
const WRITERS = words('append file redirect save tee utility');

/**
 * Where what follows a pipe may be a program: EOS hands a pipe that it does not know to a shell ("LINE: filter command
 * pipeline"), NX-OS has `vsh`, which runs commands. Only their own filters count there, at every pipe; after the first one
 * by their whole names, since an abbreviation may be a program (`ex`).
 */
const OWN_FILTERS: Partial<Record<PlatformId, readonly string[]>> = {
  arista_eos: words('begin exclude include json no-more section'),
  cisco_nxos: words('begin count egrep exclude grep include json last no-more section xml'),
};
/** What a shell, and RouterOS's script language, replace by what they run. */
const SUBSTITUTES = /[`$&(){}[\]]/;

/**
 * RouterOS menus whose `print` is known to show and nothing else. A list, since the same place in a line may hold a
 * verb: `/system script run print` runs a script of that name. (RouterOS manual, "Console", "OSPF", "IP/Route".)
 */
const MENUS = new Set([
  ...'instance area interface interface-template neighbor lsa static-neighbor network nbma-neighbor virtual-link ospf-router area-border-router as-border-router route'
    .split(' ')
    .map((menu) => `routing ospf ${menu}`),
  'routing ospf area range',
  ...words(
    'routing/route routing/id routing/table routing/rule ip/route ip/address ip/neighbor ip/arp interface log',
  ).map((menu) => menu.replace('/', ' ')),
  ...words('identity resource clock package health license routerboard').map((menu) => `system ${menu}`),
]);
const PRINT_ARGUMENT = /^(?:brief|detail|terse|stats|value-list|count-only|without-paging|proplist=[\w,.-]+)$/;
/** `type=router`, `state!="Full"`, `ospf`. Never an argument that could be short for `file`. */
const PRINT_CONDITION = /^(?!f(?:i(?:le?)?)?=)[a-z][\w.-]*(?:(?:=|!=|~)"?[\w./:-]+"?)?$/;

/**
 * Whether a typed line may change a router of these platforms; one that may on any of them counts as changing. Without
 * platforms, and with `auto` among them, it may meet any. Deliberately narrow: only show, display, ping, traceroute and
 * terminal settings are known to be harmless, and none of them when its output goes to a file; on RouterOS, where no
 * other platform is in the job, `print` of a known menu as well.
 */
export function classifyCommand(line: string, platforms: readonly DevicePlatform[] = []): CommandKind {
  const met = platforms.filter((platform) => platform !== 'auto');
  const all = met.length === 0 || met.length < platforms.length ? PLATFORM_IDS : met;
  return all.every((platform) => readsOnly(line, platform)) ? 'read' : 'change';
}

function readsOnly(line: string, platform: PlatformId): boolean {
  if (platform === 'mikrotik_routeros') return printsOnly(line) || (!SUBSTITUTES.test(line) && showsOnly(line));
  const filters = OWN_FILTERS[platform];
  if (!filters || !line.includes('|')) return showsOnly(line);
  const [, ...pipes] = line.split('|');
  const [first, ...later] = pipes.map(wordOf);
  if (!isFilter(first, filters) || !later.every((word) => filters.includes(word ?? ''))) return false;
  return showsOnly(line) && !SUBSTITUTES.test(line);
}

function showsOnly(line: string): boolean {
  const [command = '', ...pipes] = line.split('|');
  if (SENDS_ON.test(line) || !onlyFilters(pipes)) return false;
  return READ_ONLY_FIRST_WORD.test(command) || TERMINAL_SETTING.test(command);
}

/** The first pipe has to be a known filter; a later one may also stand in that one's pattern, as in `include Full|2WAY`. */
function onlyFilters([first, ...later]: readonly string[]): boolean {
  if (first === undefined) return true;
  if (!isFilter(wordOf(first), FILTERS)) return false;
  return later.every((pipe) => !/\S\s+\S/.test(pipe) || !mayWrite(wordOf(pipe) ?? ''));
}

/** `/routing ospf neighbor print terse without-paging`, and with slashes between the words, as RouterOS 7 writes it. */
function printsOnly(line: string): boolean {
  const match = /^\/([a-z/ -]+?)[ /]print(?: (.*))?$/.exec(line);
  if (!match || !MENUS.has(match[1]!.replaceAll('/', ' '))) return false;
  const all = match[2]?.split(' ') ?? [];
  const where = all.indexOf('where');
  const [plain, conditions] = where < 0 ? [all, []] : [all.slice(0, where), all.slice(where + 1)];
  return plain.every((word) => PRINT_ARGUMENT.test(word)) && conditions.every((word) => PRINT_CONDITION.test(word));
}

/** Routers take any abbreviation: one that could mean a writer counts as one. */
const mayWrite = (word: string) => WRITERS.some((writer) => writer.startsWith(word));

const isFilter = (word: string | undefined, filters: readonly string[]): boolean =>
  word !== undefined && !mayWrite(word) && filters.some((filter) => filter.startsWith(word));

const wordOf = (afterPipe: string) => /^\s*([\w-]+)/.exec(afterPipe)?.[1]?.toLowerCase();

function words(text: string): readonly string[] {
  return text.split(' ');
}
