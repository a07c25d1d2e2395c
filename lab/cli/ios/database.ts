import { formatIpv4 } from '../../network/ipv4';
import { DC_BIT, type Lsa, type NetworkLsa, type RouterLink, type RouterLsa, type SummaryLsa } from '../../network/lsa';
import { areaDatabase } from '../../network/lsdb';
import { sealOf, type View } from '../view';

const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0');

function title(view: View): string {
  return `\n            OSPF Router with ID (${formatIpv4(view.router.routerId)}) (Process ID 1)\n`;
}

const HEADINGS = { router: 'Router Link States', network: 'Net Link States', summary: 'Summary Net Link States' };
const heading = (type: Lsa['type'], area: number) => `\n                ${HEADINGS[type]} (Area ${area})\n\n`;

/** `show ip ospf database`: one row per LSA, by area and type. */
export function showDatabase(view: View): string {
  const tables = view.router.areas.flatMap((area) => {
    const { routers, networks, summaries } = areaDatabase(view.network, area);
    return [
      table(view, 'router', area, routers),
      table(view, 'network', area, networks),
      table(view, 'summary', area, summaries),
    ];
  });
  return title(view) + tables.join('');
}

function table(view: View, type: Lsa['type'], area: number, lsas: readonly Lsa[]): string {
  if (lsas.length === 0) return '';
  const columns = 'Link ID         ADV Router      Age         Seq#       Checksum';
  const rows = lsas.map((lsa) => {
    const { age, sequence, checksum } = sealOf(view, lsa);
    const ids = `${formatIpv4(lsa.linkStateId).padEnd(15)} ${formatIpv4(lsa.advertisingRouter).padEnd(15)}`;
    const count = lsa.type === 'router' ? ` ${lsa.links.length}` : '';
    return `${ids} ${String(age).padEnd(11)} 0x${hex(sequence, 8)} 0x${hex(checksum, 6)}${count}\n`;
  });
  return `${heading(type, area)}${columns}${type === 'router' ? ' Link count' : ''}\n${rows.join('')}`;
}

/** `show ip ospf database router`, `network` or `summary`: every LSA of that type in full. */
export function showDatabaseOf(view: View, type: Lsa['type']): string {
  const parts = view.router.areas.map((area) => {
    const database = areaDatabase(view.network, area);
    const lsas = { router: database.routers, network: database.networks, summary: database.summaries }[type];
    return lsas.length === 0 ? '' : heading(type, area) + lsas.map((lsa: Lsa) => describe(view, lsa)).join('\n');
  });
  return `${title(view)}${parts.join('')}\n`;
}

const NAMES = { router: 'Router Links', network: 'Network Links', summary: 'Summary Links(Network)' };
const ID_NOTES = { router: '', network: ' (address of Designated Router)', summary: ' (summary Network Number)' };

function describe(view: View, lsa: Lsa): string {
  const { age, sequence, checksum, length } = sealOf(view, lsa);
  return `${[
    `  LS age: ${age}`,
    `  Options: (No TOS-capability, ${lsa.options & DC_BIT ? 'DC' : 'No DC'})`,
    `  LS Type: ${NAMES[lsa.type]}`,
    `  Link State ID: ${formatIpv4(lsa.linkStateId)}${ID_NOTES[lsa.type]}`,
    `  Advertising Router: ${formatIpv4(lsa.advertisingRouter)}`,
    `  LS Seq Number: ${hex(sequence, 8)}`,
    `  Checksum: 0x${hex(checksum, 4)}`,
    `  Length: ${length}`,
    ...bodyOf(lsa),
  ].join('\n')}\n`;
}

function bodyOf(lsa: RouterLsa | NetworkLsa | SummaryLsa): string[] {
  switch (lsa.type) {
    case 'router':
      return [
        ...(lsa.borderRouter ? ['  Area Border Router'] : []),
        `  Number of Links: ${lsa.links.length}`,
        '',
        ...lsa.links.flatMap(linkLines),
      ];
    case 'network':
      return [
        `  Network Mask: /${prefixLengthOf(lsa.mask)}`,
        ...lsa.attached.map((routerId) => `        Attached Router: ${formatIpv4(routerId)}`),
      ];
    case 'summary':
      return [`  Network Mask: /${prefixLengthOf(lsa.mask)}`, `        MTID: 0         Metric: ${lsa.cost} `];
  }
}

function prefixLengthOf(mask: number): number {
  return mask.toString(2).replace(/0/g, '').length;
}

const LINK_WORDS = {
  stub: ['a Stub Network', 'Network/subnet number', 'Network Mask'],
  transit: ['a Transit Network', 'Designated Router address', 'Router Interface address'],
  'point-to-point': ['another Router (point-to-point)', 'Neighboring Router ID', 'Router Interface address'],
} as const;

function linkLines(link: RouterLink): string[] {
  const [target, id, data] = LINK_WORDS[link.type];
  return [
    `    Link connected to: ${target}`,
    `     (Link ID) ${id}: ${formatIpv4(link.id)}`,
    `     (Link Data) ${data}: ${formatIpv4(link.data)}`,
    '      Number of MTID metrics: 0',
    `       TOS 0 Metrics: ${link.cost}`,
    '',
  ];
}
