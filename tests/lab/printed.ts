import type { Dialect, Mode } from '../../lab/cli/dialect';
import { DIALECTS } from '../../lab/cli/dialects';
import type { LabPlatform, Network, NetworkRouter } from '../../lab/network/model';

/** What routers print, read back as a person would read it. The age is that of the network in milliseconds. */
export const AGE_MS = 1_000_000_000;

export type CiscoLike = 'cisco_ios' | 'frr' | 'cisco_xr' | 'cisco_nxos' | 'arista_eos';

/** The text that a line gives in a mode; throws when it gives something else. */
export function printed(network: Network, router: NetworkRouter, line: string, mode: Mode = 'exec'): string {
  const dialect: Dialect = DIALECTS[router.platform];
  const reply = dialect.execute(line, mode, { network, router, ageMs: AGE_MS });
  if (reply.kind !== 'text') throw new Error(`${line} gave ${reply.kind}`);
  return reply.text;
}

export const isCiscoLike = (platform: LabPlatform): platform is CiscoLike => platform in LINES;

/** The lines by which each platform is asked for the same things. */
export const LINES: Readonly<
  Record<CiscoLike, Readonly<Record<'neighbors' | 'database' | 'routers' | 'networks', string>>>
> = {
  cisco_ios: {
    neighbors: 'show ip ospf neighbor',
    database: 'show ip ospf database',
    routers: 'show ip ospf database router',
    networks: 'show ip ospf database network',
  },
  frr: {
    neighbors: 'show ip ospf neighbor',
    database: 'show ip ospf database',
    routers: 'show ip ospf database router',
    networks: 'show ip ospf database network',
  },
  cisco_xr: {
    neighbors: 'show ospf vrf all-inclusive neighbor',
    database: 'show ospf database',
    routers: 'show ospf vrf all-inclusive database router',
    networks: 'show ospf database network',
  },
  cisco_nxos: {
    neighbors: 'show ip ospf neighbors vrf all',
    database: 'show ip ospf database',
    routers: 'show ip ospf database router detail vrf all',
    networks: 'show ip ospf database network detail',
  },
  arista_eos: {
    neighbors: 'show ip ospf neighbor vrf all',
    database: 'show ip ospf database vrf all',
    routers: 'show ip ospf database router detail',
    networks: 'show ip ospf database network',
  },
};

export interface NeighborRow {
  readonly id: string;
  readonly state: 'full' | '2way';
  /** 'dr', 'bdr', 'drother', or '' where nobody is elected. */
  readonly role: string;
  readonly address: string;
  readonly interfaceName: string;
}

const ROWS: Readonly<Record<CiscoLike, RegExp>> = {
  cisco_ios: /^(?<id>\S+) +\d+ {3}(?<state>\w+)\/(?<role> +-|\w+) +\d\d:\d\d:\d\d {4}(?<address>\S+) +(?<name>\S+)$/gm,
  frr: /^(?<id>\S+) +\d+ (?<state>[\w-]+)\/(?<role>\S+) +\S+ +\S+ (?<address>\S+) +(?<name>\S+):\S+ +0 +0 +0$/gm,
  cisco_xr:
    /^(?<id>\S+) +\d+ +(?<state>\w+)\/(?<role> +-|\w+) +\d\d:\d\d:\d\d +(?<address>\S+) +(?<name>\S+)\n {4}Neighbor is up for \w+$/gm,
  cisco_nxos: /^ (?<id>\S+) +\d+ (?<state>\w+)\/(?<role> -|\w+) +\w+ +(?<address>\S+) +(?<name>\S+) $/gm,
  arista_eos:
    /^(?<id>\S+) +1 +default +\d+ +(?<state>FULL|2 WAYS)(?:\/(?<role>\w+))? +\d\d:\d\d:\d\d +(?<address>\S+) +(?<name>\S+)$/gm,
};

/** The rows of a router's neighbor table. */
export function neighborRows(network: Network, router: NetworkRouter): NeighborRow[] {
  if (!isCiscoLike(router.platform)) throw new Error(`No neighbor table is known of ${router.platform}`);
  const table = printed(network, router, LINES[router.platform].neighbors);
  return [...table.matchAll(ROWS[router.platform])].map(({ groups = {} }) => ({
    id: groups.id!,
    state: /^full$/i.test(groups.state!) ? 'full' : '2way',
    role: (groups.role ?? '')
      .replace(/^[\s-]+$/, '')
      .toLowerCase()
      .replace('backup', 'bdr'),
    address: groups.address!,
    interfaceName: groups.name!,
  }));
}

/** One LSA of a database in full. */
export interface PrintedLsa {
  readonly advertiser: string;
  readonly id: string;
  readonly neighbors: readonly string[];
  /** Addresses of the DRs of its transit links. */
  readonly transits: readonly string[];
  readonly attached: readonly string[];
}

/** The LSAs of all areas that a router prints in full, router or network ones. */
export function printedLsas(network: Network, router: NetworkRouter, which: 'routers' | 'networks'): PrintedLsa[] {
  if (!isCiscoLike(router.platform)) throw new Error(`No database is known of ${router.platform}`);
  const blocks = printed(network, router, LINES[router.platform][which])
    .split(/^ +LS [Aa]ge: /m)
    .slice(1);
  const all = (block: string, label: string) =>
    [...block.matchAll(new RegExp(`${label}: (\\d+\\.\\d+\\.\\d+\\.\\d+)`, 'g'))].map((found) => found[1]!);
  return blocks.map((block) => ({
    advertiser: all(block, 'Advertising Router')[0]!,
    id: all(block, 'Link State ID')[0]!,
    neighbors: all(block, 'Neighboring Router ID'),
    transits: all(block, '\\(Link ID\\) Designated Router address'),
    attached: all(block, 'Attached Router'),
  }));
}
