import { describe, expect, it } from 'vitest';
import { type Dialect, type Mode, PLAIN_SEAT } from '../../lab/cli/dialect';
import { DIALECTS } from '../../lab/cli/dialects';
import { sealOf, type View } from '../../lab/cli/view';
import { createNetwork } from '../../lab/network/create-network';
import { formatIpv4 } from '../../lab/network/ipv4';
import { areaDatabase } from '../../lab/network/lsdb';
import type { LabPlatform, NetworkRouter } from '../../lab/network/model';
import { neighborsOf } from '../../lab/network/neighbors';

const VENDORS = ['juniper_junos', 'huawei_vrp', 'mikrotik_routeros', 'nokia_sros'] as const;
type Vendor = (typeof VENDORS)[number];

const network = createNetwork({
  seed: 11,
  size: 90,
  platforms: { juniper_junos: 1, huawei_vrp: 1, mikrotik_routeros: 1, nokia_sros: 1 },
});
const viewOf = (router: NetworkRouter): View => ({ network, router, ageMs: 1_000_000_000 });
const routersOf = (platform: LabPlatform) => network.routers.filter((router) => router.platform === platform);
const vendorOf = (router: NetworkRouter) => router.platform as Vendor;
const border = (platform: LabPlatform) => routersOf(platform).find((router) => router.areas.length > 1)!;

function printed(router: NetworkRouter, line: string, mode: Mode = 'exec'): string {
  const dialect: Dialect = DIALECTS[router.platform];
  const reply = dialect.execute(line, mode, viewOf(router), 0, { ...PLAIN_SEAT, columns: 511 });
  if (reply.kind !== 'text') throw new Error(`${line} gave ${reply.kind}`);
  return reply.text;
}

/** How each platform is asked for its neighbors, and how a row reads: router id, state, and what it says of the link. */
const NEIGHBORS: Readonly<Record<Vendor, { readonly line: string; readonly row: RegExp }>> = {
  juniper_junos: {
    line: 'show ospf neighbor instance all',
    row: /^(?<link>\S+) +\S+ +(?<state>\w+) +(?<id>\S+) +1 +\d+$/gm,
  },
  huawei_vrp: { line: 'display ospf peer brief', row: /^ [\d.]+ +(?<link>\S+) +(?<id>\S+) +(?<state>Full|2-Way) +$/gm },
  mikrotik_routeros: {
    line: '/routing ospf neighbor print terse without-paging',
    row: /^ *\d+ +D .*address=(?<link>\S+) .*router-id=(?<id>\S+) .*state="(?<state>\w+)"/gm,
  },
  nokia_sros: {
    line: 'show router ospf neighbor',
    row: /^(?<link>\S+) +(?<id>\S+) +(?<state>Full|Two Way) +1 +0 +\d+\n {3}[\d.]+$/gm,
  },
};

interface Row {
  readonly id: string;
  readonly full: boolean;
  readonly link: string;
}

function neighborRows(router: NetworkRouter): Row[] {
  const { line, row } = NEIGHBORS[vendorOf(router)];
  return [...printed(router, line).matchAll(row)].map(({ groups = {} }) => ({
    id: groups.id!,
    full: groups.state === 'Full',
    link: groups.link!,
  }));
}

describe('neighbor tables of Junos, VRP, RouterOS and SR OS', () => {
  it.each(VENDORS)('print on %s what the network says, neighbor by neighbor', (platform) => {
    const byAddress = platform === 'juniper_junos' || platform === 'mikrotik_routeros';
    for (const router of routersOf(platform)) {
      const expected = neighborsOf(network, router).map((neighbor) => ({
        id: formatIpv4(neighbor.router.routerId),
        full: neighbor.state === 'full',
        link: byAddress ? formatIpv4(neighbor.remote.address) : neighbor.local.name,
      }));
      expect(neighborRows(router)).toEqual(expected);
    }
  });

  it('agree from both ends of every adjacency, whatever the two platforms', () => {
    const seen = (from: string, to: string, full: boolean) => `${from} ${to} ${full}`;
    const rows = network.routers.flatMap((router) =>
      neighborRows(router).map((row) => ({ ...row, own: formatIpv4(router.routerId) })),
    );
    const forward = rows.map((row) => seen(row.own, row.id, row.full)).sort();
    const backward = rows.map((row) => seen(row.id, row.own, row.full)).sort();
    expect(forward.length).toBeGreaterThan(300);
    expect(forward.some((row) => row.endsWith('false'))).toBe(true);
    expect(forward).toEqual(backward);
  });
});

/** One row of a database: link-state id, advertising router, and what the platform shows of sequence number and checksum. */
const DATABASE: Readonly<Record<Vendor, { readonly line: string; readonly row: RegExp }>> = {
  juniper_junos: {
    line: 'show ospf database',
    row: /^(?:Router|Network|Summary) +\*?(?<id>\S+) +(?<by>\S+) +0x(?<seq>\w{8}) +(?<age>\d+) +\S+ +0x(?<sum>\w+) +\d+$/gm,
  },
  huawei_vrp: {
    line: 'display ospf lsdb',
    row: /^ (?:Router|Network|Sum-Net) +(?<id>\S+) +(?<by>\S+) +(?<age>\d+) +\d+ +(?<seq>\w{8}) +\d+$/gm,
  },
  mikrotik_routeros: {
    line: '/routing ospf lsa print terse',
    row: /originator=(?<by>\S+) id=(?<id>\S+) sequence=0x(?<seq>\w+) age=(?<age>\d+) checksum=0x(?<sum>\w+)/g,
  },
  nokia_sros: {
    line: 'show router ospf database',
    row: /^(?:Router|Network|Summary) +\S+ +(?<id>\S+) +(?<by>\S+) +(?<age>\d+) +0x(?<seq>\w+) 0x(?<sum>\w+)$/gm,
  },
};

describe('link-state databases of Junos, VRP, RouterOS and SR OS', () => {
  it.each(VENDORS)('are those of the areas on %s: ids, ages, sequence numbers, checksums', (platform) => {
    const router = border(platform);
    const { line, row } = DATABASE[platform];
    const lsas = router.areas.flatMap((area) => {
      const { routers, networks, summaries } = areaDatabase(network, area);
      return [...routers, ...networks, ...summaries];
    });
    const found = [...printed(router, line).matchAll(row)].map(({ groups = {} }) => groups);
    expect(found).toHaveLength(lsas.length);
    for (const [position, lsa] of lsas.entries()) {
      const { age, sequence, checksum } = sealOf(viewOf(router), lsa);
      const { id, by, sum, ...shown } = found[position]!;
      expect([id, by]).toEqual([formatIpv4(lsa.linkStateId), formatIpv4(lsa.advertisingRouter)]);
      expect([Number(shown.age), Number.parseInt(shown.seq!, 16)]).toEqual([age, sequence]);
      if (sum !== undefined) expect(Number.parseInt(sum, 16)).toBe(checksum);
    }
  });
});

/** The lines of the OSPF catalogue and what their answers have in them; `<id>` is the router's own id. */
const ANSWERS: Readonly<Record<Vendor, readonly (readonly [line: string, part: string])[]>> = {
  juniper_junos: [
    ['show ospf overview', 'Router ID: <id>'],
    ['show ospf neighbor instance all detail', 'adjacent 1w4d'],
    ['show ospf neighbor extensive', 'Topology default (ID 0) -> Bidirectional'],
    ['show ospf interface', 'PtToPt'],
    ['show ospf interface detail', 'Hello: 10, Dead: 40'],
    ['show ospf database', '*<id>'],
    ['show ospf database router extensive | no-more', 'Type PointToPoint (1)'],
    ['show ospf database network extensive', 'attached router'],
    ['show ospf database netsummary detail', 'Metric:'],
    ['show ospf database external extensive', ''],
    ['show ospf route', 'Inter Network'],
    ['show route protocol ospf', '*[OSPF/10]'],
    ['show ospf route abr', 'Area BR'],
    ['show ospf statistics', 'LSUpdate'],
    ['show ospf log', 'SPF'],
    ['show ospf database advertising-router self', 'Router  *<id>'],
    ['show version', 'Junos: 21.4'],
    ['show configuration protocols ospf', 'interface-type p2p'],
  ],
  huawei_vrp: [
    ['display ospf brief', 'RouterID: <id>'],
    ['display ospf peer', 'Neighbor is up for 27'],
    ['display ospf 1 peer brief', 'Full'],
    ['display ospf peer last-nbr-down', 'Last Down'],
    ['display ospf interface', 'P-2-P'],
    ['display ospf interface all', 'Hello 10 , Dead 40'],
    ['display ospf lsdb', 'Sum-Net'],
    ['display ospf lsdb router', 'Link Type: P-2-P'],
    ['display ospf lsdb network', 'Attached Router'],
    ['display ospf lsdb summary', 'Tos 0  metric:'],
    ['display ospf lsdb ase', 'Link State Database'],
    ['display ospf lsdb self-originate', 'Router    <id>'],
    ['display ospf abr-asbr', 'ABR'],
    ['display ospf error', 'wrong area id'],
    ['display ospf retrans-queue', 'Retransmit list:'],
    ['display ospf spf-statistics', 'Count'],
    ['display ospf vlink', 'Virtual Links'],
    ['display ospf routing', 'Inter-area'],
    ['display ip routing-table protocol ospf', 'NULL0'],
    ['display version', 'VRP (R) software'],
    ['display current-configuration', '\n sysname '],
  ],
  mikrotik_routeros: [
    ['/routing ospf instance print', 'router-id=<id>'],
    ['/routing/ospf/neighbor/print', 'Flags: V - virtual; D - dynamic'],
    ['/routing ospf neighbor print detail', 'adjacency=1w4d'],
    ['/routing ospf interface print terse', '%ether1'],
    ['/routing ospf area print', 'area-id=0.0.0.0'],
    ['/routing ospf lsa print detail', 'originator=<id>'],
    ['/routing ospf lsa print detail where type=router', 'type=p2p'],
    ['/routing ospf lsa print detail where type=network', 'router-id='],
    ['/routing ospf lsa print detail where type~"external"', ''],
    ['/ip route print where ospf', 'DAo'],
    ['/system resource print', 'version: 7.15'],
    ['/export', '/routing ospf interface-template'],
  ],
  nokia_sros: [
    ['show router ospf status', 'OSPF Oper Router Id          : <id>'],
    ['show router ospf neighbor detail', 'Time Before Dead'],
    ['show router ospf interface', 'PToP'],
    ['show router ospf interface detail', 'Rtr Dead Intrvl  : 40 sec'],
    ['show router ospf area', '0.0.0.0'],
    ['show router ospf database', 'Router  0.0.0.0'],
    ['show router ospf database type router detail', 'Point To Point'],
    ['show router ospf database type network detail', 'Router Id (1)'],
    ['show router ospf database type external detail', '(type: External)'],
    ['show router "Base" ospf 0 routes', 'DIRECT'],
    ['show router route-table protocol ospf', 'Remote  OSPF'],
    ['show router ospf area detail', 'Total Nbrs'],
    ['show router ospf statistics', 'Tx Hellos'],
    ['show router ospf spf', 'Last Full SPF'],
    ['show router ospf virtual-link', 'No. of OSPF Virtual Links: 0'],
    ['show version', 'TiMOS'],
  ],
};

describe('the OSPF commands of the catalogue', () => {
  it.each(VENDORS)('are answered on %s', (platform) => {
    const router = border(platform);
    const dialect: Dialect = DIALECTS[platform];
    for (const [line, part] of ANSWERS[platform]) {
      const reply = dialect.execute(line, 'exec', viewOf(router), 0, PLAIN_SEAT);
      expect(reply, line).not.toHaveProperty('refused');
      expect(printed(router, line), line).toContain(part.replace('<id>', formatIpv4(router.routerId)));
    }
  });

  it('are answered in both engines of SR OS alike', () => {
    const router = border('nokia_sros');
    for (const [line] of ANSWERS.nokia_sros) expect(printed(router, line, 'md')).toBe(printed(router, line));
  });
});

describe('refusals', () => {
  const refusal = (platform: Vendor, line: string, mode: Mode = 'exec', promptLength = 4) => {
    const dialect: Dialect = DIALECTS[platform];
    return dialect.execute(line, mode, viewOf(border(platform)), promptLength, PLAIN_SEAT);
  };

  it.each([
    ['juniper_junos', 'show bogus', '         ^\nsyntax error, expecting <command>.\n'],
    ['juniper_junos', 'show ospf', '             ^\nsyntax error, expecting <command>.\n'],
    ['juniper_junos', 'bogus', '    ^\nunknown command.\n'],
    ['juniper_junos', 'show version | display json', '                   ^\nsyntax error, expecting <command>.\n'],
    ['huawei_vrp', 'display bogus', "            ^\nError: Unrecognized command found at '^' position.\n"],
    ['huawei_vrp', 'display ospf', "                ^\nError: Incomplete command found at '^' position.\n"],
    ['mikrotik_routeros', '/bogus', 'bad command name bogus (line 1 column 2)\n'],
    ['mikrotik_routeros', '/routing ospf bogus print', 'bad command name bogus (line 1 column 15)\n'],
    ['mikrotik_routeros', '/system resource print bogus', 'expected end of command (line 1 column 24)\n'],
    ['mikrotik_routeros', '%', 'syntax error (line 1 column 1)\n'],
    ['mikrotik_routeros', '/routing ospf lsa print file=lsa', 'expected end of command (line 1 column 25)\n'],
    ['nokia_sros', 'show bogus', '         ^\nError: Bad command.\n'],
    ['nokia_sros', 'environment more false', '                     ^\nError: Bad command.\n'],
  ] as const)('of %s for %j are in its own words', (platform, line, words) => {
    expect(refusal(platform, line)).toEqual({ kind: 'text', text: words, refused: true });
  });

  it('of the model-driven engine of SR OS name the element', () => {
    expect(refusal('nokia_sros', 'show bogus', 'md')).toEqual({
      kind: 'text',
      text: "         ^^^^^\nMINOR: MGMT_CORE #2201: Unknown element - 'bogus'\n",
      refused: true,
    });
    expect(refusal('nokia_sros', 'environment no more', 'md')).toMatchObject({
      text: expect.stringContaining("MINOR: MGMT_CORE #2201: Unknown element - 'no'"),
    });
  });
});
