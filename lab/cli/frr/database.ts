import { formatIpv4, prefixLengthOf } from '../../network/ipv4';
import { DC_BIT, type Lsa, type RouterLink } from '../../network/lsa';
import { areaDatabase } from '../../network/lsdb';
import { sealOf, type View } from '../view';

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

const HEADINGS = { router: 'Router Link States', network: 'Net Link States', summary: 'Summary Link States' };
const heading = (type: Lsa['type'], area: number) => `                ${HEADINGS[type]} (Area ${formatIpv4(area)})\n\n`;

function title(view: View): string {
  return `\n       OSPF Router with ID (${formatIpv4(view.router.routerId)})\n\n`;
}

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
  return `${title(view)}${tables.join('')}\n`;
}

const EXTRA_COLUMN = { router: '  Link count', network: '', summary: '  Route' };

function table(view: View, type: Lsa['type'], area: number, lsas: readonly Lsa[]): string {
  if (lsas.length === 0) return '';
  const rows = lsas.map((lsa) => {
    const { age, sequence, checksum } = sealOf(view, lsa);
    const ids = `${formatIpv4(lsa.linkStateId).padEnd(14)} ${formatIpv4(lsa.advertisingRouter).padEnd(15)}`;
    return `${ids} ${String(age).padStart(4)} 0x${hex(sequence, 8)} 0x${hex(checksum, 4)}${extra(lsa)}\n`;
  });
  const columns = `Link ID         ADV Router      Age  Seq#       CkSum${EXTRA_COLUMN[type]}\n`;
  return `${heading(type, area)}${columns}${rows.join('')}\n`;
}

function extra(lsa: Lsa): string {
  if (lsa.type === 'router') return ` ${lsa.links.length}`;
  if (lsa.type === 'network') return '';
  return ` ${formatIpv4(lsa.linkStateId)}/${prefixLengthOf(lsa.mask)}`;
}

/** `show ip ospf database router`, `network` or `summary`: every LSA of that type in full. */
export function showDatabaseOf(view: View, type: Lsa['type']): string {
  const parts = view.router.areas.map((area) => {
    const database = areaDatabase(view.network, area);
    const lsas = { router: database.routers, network: database.networks, summary: database.summaries }[type];
    return `\n${heading(type, area)}${lsas.map((lsa: Lsa) => describe(view, lsa)).join('')}`;
  });
  return `${title(view)}${parts.join('')}`;
}

/** `show ip ospf database external`: nothing is redistributed into this network. */
export function showExternals(view: View): string {
  return `${title(view)}                AS External Link States\n\n\n`;
}

const NAMES = { router: 'router-LSA', network: 'network-LSA', summary: 'summary-LSA' };
const ID_NOTES = { router: '', network: '(address of Designated Router)', summary: '(summary Network Number)' };

/** ospfd's internal flags: received, or made by this router itself (and approved, for a summary). */
function flagsOf(view: View, lsa: Lsa): string {
  if (lsa.advertisingRouter !== view.router.routerId) return '0x6';
  return lsa.type === 'summary' ? '0xb' : '0x3';
}

function describe(view: View, lsa: Lsa): string {
  const { age, sequence, checksum, length } = sealOf(view, lsa);
  return `${[
    `  LS age: ${age}`,
    `  Options: 0x${hex(lsa.options, 1)}  : *|-|${lsa.options & DC_BIT ? 'DC' : '-'}|-|-|-|E|-`,
    `  LS Flags: ${flagsOf(view, lsa)}  `,
    ...(lsa.type === 'router' ? [lsa.borderRouter ? '  Flags: 0x1 : ABR' : '  Flags: 0x0'] : []),
    `  LS Type: ${NAMES[lsa.type]}`,
    `  Link State ID: ${formatIpv4(lsa.linkStateId)} ${ID_NOTES[lsa.type]}`,
    `  Advertising Router: ${formatIpv4(lsa.advertisingRouter)}`,
    `  LS Seq Number: ${hex(sequence, 8)}`,
    `  Checksum: 0x${hex(checksum, 4)}`,
    `  Length: ${length}`,
    '',
    ...bodyOf(lsa),
  ].join('\n')}\n`;
}

function bodyOf(lsa: Lsa): string[] {
  switch (lsa.type) {
    case 'router':
      return [`   Number of Links: ${lsa.links.length}`, '', ...lsa.links.flatMap(linkLines), ''];
    case 'network': {
      const attached = lsa.attached.flatMap((routerId) => [`        Attached Router: ${formatIpv4(routerId)}`, '']);
      return [`  Network Mask: /${prefixLengthOf(lsa.mask)}`, ...attached];
    }
    case 'summary':
      return [`  Network Mask: /${prefixLengthOf(lsa.mask)}`, `        TOS: 0  Metric: ${lsa.cost}`, ''];
  }
}

const LINK_WORDS = {
  stub: ['Stub Network', 'Net', 'Network Mask'],
  transit: ['a Transit Network', 'Designated Router address', 'Router Interface address'],
  'point-to-point': ['another Router (point-to-point)', 'Neighboring Router ID', 'Router Interface address'],
} as const;

function linkLines(link: RouterLink): string[] {
  const [target, id, data] = LINK_WORDS[link.type];
  return [
    `    Link connected to: ${target}`,
    `     (Link ID) ${id}: ${formatIpv4(link.id)}`,
    `     (Link Data) ${data}: ${formatIpv4(link.data)}`,
    '      Number of TOS metrics: 0',
    `       TOS 0 Metric: ${link.cost}`,
    '',
  ];
}
