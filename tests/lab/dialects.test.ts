import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../lab/cli/dialect';
import { DIALECTS } from '../../lab/cli/dialects';
import { createNetwork } from '../../lab/network/create-network';
import { formatIpv4 } from '../../lab/network/ipv4';
import type { NetworkRouter } from '../../lab/network/model';
import { type CiscoLike, LINES, neighborRows, printed, printedLsas } from './printed';

const network = createNetwork({
  seed: 11,
  size: 90,
  platforms: { cisco_ios: 1, frr: 1, cisco_xr: 1, cisco_nxos: 1, arista_eos: 1 },
});
const first = (platform: CiscoLike) => network.routers.find((router) => router.platform === platform)!;
const NEW = ['cisco_xr', 'cisco_nxos', 'arista_eos'] as const;

describe('one network behind five shells', () => {
  it('mirrors every neighbor row in the table of that neighbor, whatever the two platforms', () => {
    const tables = new Map(
      network.routers.map((router) => [formatIpv4(router.routerId), neighborRows(network, router)]),
    );
    let rows = 0;
    for (const router of network.routers) {
      const id = formatIpv4(router.routerId);
      for (const row of tables.get(id)!) {
        rows += 1;
        const local = router.interfaces.find((candidate) => longName(row.interfaceName) === longName(candidate.name));
        const back = tables.get(row.id)!.find((other) => other.address === formatIpv4(local!.address));
        expect(back, `${router.name} ${row.address}`).toMatchObject({ id, state: row.state });
      }
    }
    expect(rows).toBe(network.links.reduce((sum, { ends }) => sum + ends.length * (ends.length - 1), 0));
  });

  it.each(NEW)('agrees on %s between the neighbor table and the LSAs printed beside it', (platform) => {
    for (const router of network.routers.filter((each) => each.platform === platform)) {
      const id = formatIpv4(router.routerId);
      const own = printedLsas(network, router, 'routers').filter((lsa) => lsa.advertiser === id);
      const segments = printedLsas(network, router, 'networks');
      const rows = neighborRows(network, router);
      const straight = rows.filter((row) => row.role === '').map((row) => row.id);
      expect(straight.sort()).toEqual(own.flatMap((lsa) => lsa.neighbors).sort());
      const attached = own
        .flatMap((lsa) => lsa.transits)
        .flatMap((dr) => segments.find((segment) => segment.id === dr)!.attached.filter((other) => other !== id));
      expect(rows.flatMap((row) => (row.role === '' ? [] : [row.id])).sort()).toEqual(attached.sort());
    }
  });

  it('shows one database in an area on all of them: ids, ages, sequence numbers, checksums', () => {
    for (const [area, members] of network.areas) {
      const databases = members.map((index) => databaseRows(network.routers[index]!, area));
      expect(databases[0]!.length).toBeGreaterThan(0);
      expect(new Set(databases.map((rows) => rows.join('\n'))).size).toBe(1);
    }
  });
});

function longName(name: string): string {
  return name.replace(/^Eth(?=\d)/, 'Ethernet');
}

/** '10.0.0.1 10.0.0.1 812 80000418 d25f' for each row of one area, in order. */
function databaseRows(router: NetworkRouter, area: number): string[] {
  const text = printed(network, router, LINES[router.platform as CiscoLike].database);
  const sections = text.split(/^ +(?=\S.*Link States)/m);
  return sections
    .filter((section) => section.includes(`(Area ${area})`) || section.includes(`(Area ${formatIpv4(area)})`))
    .flatMap((section) => [...section.matchAll(/^(\S+) +(\S+) +(\d+) +0x(\S+) +0x(\S+)/gm)])
    .map(([, id, by, age, sequence, checksum]) =>
      [id, by, age, sequence!.toLowerCase(), checksum!.slice(-4).padStart(4, '0').toLowerCase()].join(' '),
    );
}

describe('the OSPF catalogue', () => {
  it.each([
    ['cisco_xr', 'show ospf', 'Routing Process "ospf 1" with ID'],
    ['cisco_xr', 'show ospf neighbor', 'Total neighbor count:'],
    ['cisco_xr', 'show ospf vrf all-inclusive neighbor detail', 'Neighbor is up for'],
    ['cisco_xr', 'show ospf vrf all-inclusive interface', 'Hello due in 00:00:0'],
    ['cisco_xr', 'show ospf interface brief', 'Gi0/0/0/0'],
    ['cisco_xr', 'show ospf vrf all-inclusive database router', 'LS Type: Router Links'],
    ['cisco_xr', 'show ospf database network', 'Attached Router:'],
    ['cisco_xr', 'show ospf database summary', 'Summary Links(Network)'],
    ['cisco_xr', 'show ospf database external', 'OSPF Router with ID'],
    ['cisco_xr', 'show route ospf', '[110/'],
    ['cisco_xr', 'show version', 'Cisco IOS XR Software'],
    ['cisco_nxos', 'show ip ospf', 'Routing Process 1 with ID'],
    ['cisco_nxos', 'show ip ospf neighbors detail vrf all', 'Dead timer due in'],
    ['cisco_nxos', 'show ip ospf interface vrf all', 'Hello timer due in'],
    ['cisco_nxos', 'show ip ospf interface brief', 'Eth1/1'],
    ['cisco_nxos', 'show ip ospf database router detail', 'LS Type: Router Links'],
    ['cisco_nxos', 'show ip ospf database network detail', 'Attached Router:'],
    ['cisco_nxos', 'show ip ospf database external detail', 'OSPF Router with ID'],
    ['cisco_nxos', 'show ip route ospf', 'ospf-1, intra'],
    ['cisco_nxos', 'show version', 'Nexus Operating System'],
    ['arista_eos', 'show ip ospf', 'OSPF instance 1 with ID'],
    ['arista_eos', 'show ip ospf neighbor detail vrf all', 'Dead timer is due in'],
    ['arista_eos', 'show ip ospf interface vrf all', 'Neighbor Count is'],
    ['arista_eos', 'show ip ospf interface brief', 'Et1'],
    ['arista_eos', 'show ip ospf database router detail', 'LS Type: Router Links'],
    ['arista_eos', 'show ip ospf database network detail', 'Attached Router:'],
    ['arista_eos', 'show ip ospf database external detail', 'OSPF Router with ID'],
    ['arista_eos', 'show ip route ospf', '[110/'],
    ['arista_eos', 'show version', 'Software image version'],
    ['cisco_ios', 'show ip ospf database external', 'OSPF Router with ID'],
    ['frr', 'show ip ospf database external', 'AS External Link States'],
  ] as const)('of %s has an answer to %s', (platform, line, part) => {
    expect(printed(network, first(platform), line)).toContain(part);
  });

  it.each(NEW)('of %s takes words cut short, and filters its output', (platform) => {
    const router = first(platform);
    const whole = LINES[platform].database;
    const short = whole.replace('show', 'sh').replace('ospf', 'os').replace('database', 'da');
    expect(printed(network, router, short)).toBe(printed(network, router, whole));
    const rows = printed(network, router, `${whole} | include ${formatIpv4(router.routerId)}`).split('\n');
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows.slice(0, -1)) expect(row).toContain(formatIpv4(router.routerId));
  });
});

describe('lines that are refused', () => {
  const at = (platform: CiscoLike, offset: number) => {
    const dialect: Dialect = DIALECTS[platform];
    return `${' '.repeat(dialect.prompt(first(platform).name, 'exec').length + offset)}^\n`;
  };
  const run = (platform: CiscoLike, line: string) => printed(network, first(platform), line);

  it('IOS XR points at them, in the words of IOS', () => {
    expect(run('cisco_xr', 'show ospf bogus')).toBe(`${at('cisco_xr', 10)}% Invalid input detected at '^' marker.\n`);
    expect(run('cisco_xr', 'show ospf database router x')).toContain('% Invalid input');
    expect(run('cisco_xr', 'show')).toBe('% Incomplete command.\n');
    expect(run('cisco_xr', 'show ospf vrf')).toBe('% Incomplete command.\n');
    expect(run('cisco_xr', 'show r')).toBe('% Ambiguous command:  "show r"\n');
    expect(run('cisco_xr', 'show ip ospf neighbor')).toContain('% Invalid input');
    expect(run('cisco_xr', 'enable')).toContain('% Invalid input');
    const denied = printed(network, first('cisco_xr'), 'show running-config', 'user');
    expect(denied).toBe('% This command is not authorized\n');
  });

  it('NX-OS says "Invalid command", not "Invalid input"', () => {
    expect(run('cisco_nxos', 'show ip bogus')).toBe(`${at('cisco_nxos', 8)}% Invalid command at '^' marker.\n`);
    expect(run('cisco_nxos', 'show ip')).toBe(`${at('cisco_nxos', 7)}% Incomplete command at '^' marker.\n`);
    expect(run('cisco_nxos', 'e')).toContain("% Ambiguous command at '^' marker.");
  });

  it('EOS has no caret, and words for what needs a privilege', () => {
    expect(run('arista_eos', 'show ip bogus')).toBe('% Invalid input\n');
    expect(run('arista_eos', 'show ip')).toBe('% Incomplete command\n');
    expect(run('arista_eos', 'e')).toBe('% Ambiguous command\n');
    const denied = printed(network, first('arista_eos'), 'show running-config', 'user');
    expect(denied).toBe('% Invalid input (privileged mode required)\n');
    expect(printed(network, first('arista_eos'), 'show bogus', 'user')).toBe('% Invalid input\n');
  });
});

describe('prompts', () => {
  it.each([
    ['cisco_xr', 'RP/0/RSP0/CPU0:r1#', 'RP/0/RSP0/CPU0:r1(config-ospf)#'],
    ['cisco_nxos', 'r1# ', 'r1(config-router)# '],
    ['arista_eos', 'r1#', 'r1(config-router-ospf)#'],
  ] as const)('of %s in exec and in configuration', (platform, exec, config) => {
    const dialect: Dialect = DIALECTS[platform];
    expect(dialect.prompt('r1', 'exec')).toBe(exec);
    expect(dialect.prompt('r1', 'config-router')).toBe(config);
  });

  it('cut a name of 64 characters to 31 on IOS XR and leave it whole elsewhere', () => {
    const name = 'a-name-as-long-as-a-host-name-may-be-in-the-domain-name-system-x';
    expect(name).toHaveLength(64);
    expect(DIALECTS.cisco_xr.prompt(name, 'exec')).toBe('RP/0/RSP0/CPU0:a-name-as-long-as-a-host-name-m#');
    for (const platform of ['cisco_ios', 'cisco_nxos', 'arista_eos', 'frr'] as const) {
      expect(DIALECTS[platform].prompt(name, 'exec').trimEnd()).toBe(`${name}#`);
    }
  });

  it.each([
    ['cisco_ios', '-stby', 'r1-stby#'],
    ['cisco_xr', 'RP/0/RSP1/CPU0', 'RP/0/RSP1/CPU0:r1#'],
    ['cisco_nxos', '(standby)', 'r1(standby)# '],
    ['arista_eos', '(s1)', 'r1(s1)#'],
  ] as const)('of %s show the state of high availability', (platform, ha, prompt) => {
    expect(DIALECTS[platform].prompt('r1', 'exec', ha)).toBe(prompt);
  });
});
