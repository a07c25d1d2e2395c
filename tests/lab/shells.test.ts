import { describe, expect, it } from 'vitest';
import type { Dialect, Reply } from '../../lab/cli/dialect';
import { DIALECTS } from '../../lab/cli/dialects';
import type { View } from '../../lab/cli/view';
import { createNetwork } from '../../lab/network/create-network';
import { formatIpv4 } from '../../lab/network/ipv4';
import type { LabPlatform, NetworkRouter } from '../../lab/network/model';

const network = createNetwork({ seed: 11, size: 90 });
const AGE_MS = 1_000_000_000;
const viewOf = (router: NetworkRouter): View => ({ network, router, ageMs: AGE_MS });
const first = (platform: LabPlatform) => network.routers.find((router) => router.platform === platform)!;

function printed(router: NetworkRouter, line: string): string {
  const reply: Reply = DIALECTS[router.platform].execute(line, 'exec', viewOf(router));
  if (reply.kind !== 'text') throw new Error(`${line} gave ${reply.kind}`);
  return reply.text;
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly address: string;
  readonly interfaceName: string;
}

/** Reads the neighbour table back as a person would. */
function neighborRows(router: NetworkRouter): Row[] {
  const shape =
    router.platform === 'frr'
      ? /^(\S+) +\d+ (\S+) +\S+ +\S+ (\S+) +(\S+):\S+ +0 +0 +0$/gm
      : /^(\S+) +\d+ {3}(\S+(?: +-)?) +\d\d:\d\d:\d\d {4}(\S+) +(\S+)$/gm;
  return [...printed(router, 'show ip ospf neighbor').matchAll(shape)].map((found) => ({
    id: found[1]!,
    state: found[2]!.split('/')[0]!.toLowerCase().replace('-', ''),
    address: found[3]!,
    interfaceName: found[4]!,
  }));
}

describe('what routers print', () => {
  it('mirrors every neighbour row in the table of that neighbour', () => {
    const byId = new Map(network.routers.map((router) => [formatIpv4(router.routerId), router]));
    let rows = 0;
    for (const router of network.routers) {
      for (const row of neighborRows(router)) {
        rows += 1;
        const local = router.interfaces.find((candidate) => candidate.name === row.interfaceName);
        const back = neighborRows(byId.get(row.id)!).find((other) => other.address === formatIpv4(local!.address));
        expect(back).toMatchObject({ id: formatIpv4(router.routerId), state: row.state });
      }
    }
    expect(rows).toBe(network.links.reduce((sum, { ends }) => sum + ends.length * (ends.length - 1), 0));
  });

  it('shows one database in an area, whatever the platform: ids, sequence numbers, checksums', () => {
    for (const [area, members] of network.areas) {
      const databases = members.map((index) => databaseOf(network.routers[index]!, area));
      expect(databases[0]!.length).toBeGreaterThan(0);
      expect(new Set(databases.map((rows) => rows.join('\n'))).size).toBe(1);
    }
  });

  it.each(['cisco_ios', 'frr'] as const)('answers each OSPF command of %s', (platform) => {
    const router = first(platform);
    const id = formatIpv4(router.routerId);
    for (const [line, part] of [
      ['show ip ospf', id],
      ['show ip ospf neighbor detail', 'Dead timer due in'],
      ['show ip ospf interface', 'Hello due in'],
      ['show ip ospf database', id],
      ['show ip ospf database router', `Advertising Router: ${id}`],
      ['show ip ospf database network', 'Attached Router:'],
      ['show ip ospf database summary', 'summary Network Number'],
      ['show ip route ospf', '[110/'],
      ['show version', platform === 'frr' ? 'FRRouting 8.4' : 'Cisco IOS Software'],
      ['show running-config', `hostname ${router.name}`],
    ] as const) {
      expect(printed(router, line), line).toContain(part);
    }
  });
});

/** '1 10.0.0.1 10.0.0.1 80000418 d25f' for each row of one area, in order. */
function databaseOf(router: NetworkRouter, area: number): string[] {
  const name = router.platform === 'frr' ? formatIpv4(area) : String(area);
  const sections = printed(router, 'show ip ospf database').split(/^ +(?=\S.*Link States)/m);
  return sections
    .filter((section) => section.includes(`(Area ${name})`))
    .flatMap((section) => [...section.matchAll(/^(\S+) +(\S+) +(\d+) +0x(\S+) +0x(\S+)/gm)])
    .map(([, id, by, age, sequence, checksum]) =>
      [id, by, age, sequence!.toLowerCase(), checksum!.slice(-4).toLowerCase()].join(' '),
    );
}

describe('the shell of IOS', () => {
  const router = first('cisco_ios');
  const prompt = `${router.name}#`.length;
  const run = (line: string) => printed(router, line);

  it('takes words cut short while they are unique', () => {
    expect(run('sh ip os ne')).toBe(run('show ip ospf neighbor'));
    expect(run('sh ip ospf data ro')).toBe(run('show ip ospf database router'));
  });

  it('points at what it does not know, below the line with its prompt', () => {
    expect(run('show ip bogus')).toBe(`${' '.repeat(prompt + 8)}^\n% Invalid input detected at '^' marker.\n\n`);
    expect(run('show ip ospf neighbor 5')).toBe(
      `${' '.repeat(prompt + 22)}^\n% Invalid input detected at '^' marker.\n\n`,
    );
  });

  it('says what is incomplete and what is ambiguous', () => {
    expect(run('show ip ospf database router x')).toContain('% Invalid input');
    expect(run('show ip')).toBe('% Incomplete command.\n\n');
    expect(run('show ip ospf ne')).not.toContain('%');
    expect(run('terminal no')).toBe('% Incomplete command.\n\n');
    expect(run('e')).toBe('% Ambiguous command:  "e"\n');
  });

  it('filters output through include, exclude and begin', () => {
    const all = run('show ip ospf interface brief').split('\n');
    expect(run('show ip ospf interface brief | include Lo0')).toBe(`${all.find((row) => row.includes('Lo0'))}\n`);
    expect(run('show ip ospf interface brief | exclude Lo0').split('\n')).toHaveLength(all.length - 1);
    expect(run('show ip ospf interface brief | begin Lo0').split('\n')).toHaveLength(all.length - 1);
  });

  it('keeps level 1 from what level 15 may do', () => {
    const reply = DIALECTS.cisco_ios.execute('show running-config', 'user', viewOf(router));
    expect(reply).toMatchObject({ kind: 'text', text: expect.stringContaining('% Invalid input') });
  });

  it('cuts the hostname to twenty characters in configuration prompts', () => {
    const dialect: Dialect = DIALECTS.cisco_ios;
    expect(dialect.prompt('a-router-with-a-long-name', 'config')).toBe('a-router-with-a-long(config)#');
    expect(dialect.prompt('a-router-with-a-long-name', 'exec')).toBe('a-router-with-a-long-name#');
  });
});

describe('the shell of FRR', () => {
  it('refuses what vtysh refuses, in its words', () => {
    const run = (line: string) => printed(first('frr'), line);
    expect(run('show foo')).toBe('% Unknown command: show foo\n');
    expect(run('terminal width 511')).toBe('% Unknown command: terminal width 511\n');
    expect(run('show ip ospf interface brief')).toBe('% Unknown command: show ip ospf interface brief\n');
    expect(run('show ip')).toBe('% Command incomplete: show ip\n');
    expect(run('terminal length 0')).toBe('');
  });
});
