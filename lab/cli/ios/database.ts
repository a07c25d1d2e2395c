import { formatIpv4, prefixLengthOf } from '../../network/ipv4';
import { DC_BIT, type Lsa, type RouterLink } from '../../network/lsa';
import { type LsdbStyle, reportExternals, reportInFull, reportTable } from '../lsdb-report';
import type { View } from '../view';

const HEADINGS = { router: 'Router Link States', network: 'Net Link States', summary: 'Summary Net Link States' };
const NAMES = { router: 'Router Links', network: 'Network Links', summary: 'Summary Links(Network)' };
const ID_NOTES = { router: '', network: ' (address of Designated Router)', summary: ' (summary Network Number)' };

/** Where IOS and IOS XR differ. */
interface Variant {
  hex(value: number, digits: number): string;
  readonly linksIndent: string;
  /** What metrics are counted by. */
  readonly topology: 'MTID' | 'TOS';
  /** Before the metric of a summary. */
  readonly summaryMetric: string;
}

/** The database as IOS and IOS XR print it. */
export function ciscoLsdbStyle({ hex, linksIndent, topology, summaryMetric }: Variant): LsdbStyle {
  return {
    gap: '\n',
    title: (view) => `\n            OSPF Router with ID (${formatIpv4(view.router.routerId)}) (Process ID 1)\n`,
    heading: (type, area) => `\n                ${HEADINGS[type]} (Area ${area})\n\n`,
    columns: (type) =>
      `Link ID         ADV Router      Age         Seq#       Checksum${type === 'router' ? ' Link count' : ''}\n`,
    row: (lsa, { age, sequence, checksum }) => {
      const ids = `${formatIpv4(lsa.linkStateId).padEnd(15)} ${formatIpv4(lsa.advertisingRouter).padEnd(15)}`;
      const count = lsa.type === 'router' ? ` ${lsa.links.length}` : '';
      return `${ids} ${String(age).padEnd(11)} 0x${hex(sequence, 8)} 0x${hex(checksum, 6)}${count}\n`;
    },
    header: (lsa, { age, sequence, checksum, length }) => [
      `  LS age: ${age}`,
      `  Options: (No TOS-capability, ${lsa.options & DC_BIT ? 'DC' : 'No DC'})`,
      `  LS Type: ${NAMES[lsa.type]}`,
      `  Link State ID: ${formatIpv4(lsa.linkStateId)}${ID_NOTES[lsa.type]}`,
      `  Advertising Router: ${formatIpv4(lsa.advertisingRouter)}`,
      `  LS Seq Number: ${hex(sequence, 8)}`,
      `  Checksum: 0x${hex(checksum, 4)}`,
      `  Length: ${length}`,
    ],
    router: (lsa) => [
      ...(lsa.borderRouter ? ['  Area Border Router'] : []),
      `${linksIndent}Number of Links: ${lsa.links.length}`,
      '',
      ...lsa.links.flatMap((link) => linkLines(link, topology)),
    ],
    network: (lsa) => [
      `  Network Mask: /${prefixLengthOf(lsa.mask)}`,
      ...lsa.attached.map((routerId) => `        Attached Router: ${formatIpv4(routerId)}`),
    ],
    summary: (lsa) => [`  Network Mask: /${prefixLengthOf(lsa.mask)}`, `        ${summaryMetric}${lsa.cost} `],
  };
}

const LINK_WORDS = {
  stub: ['a Stub Network', 'Network/subnet number', 'Network Mask'],
  transit: ['a Transit Network', 'Designated Router address', 'Router Interface address'],
  'point-to-point': ['another Router (point-to-point)', 'Neighboring Router ID', 'Router Interface address'],
} as const;

function linkLines(link: RouterLink, topology: Variant['topology']): string[] {
  const [target, id, data] = LINK_WORDS[link.type];
  return [
    `    Link connected to: ${target}`,
    `     (Link ID) ${id}: ${formatIpv4(link.id)}`,
    `     (Link Data) ${data}: ${formatIpv4(link.data)}`,
    `      Number of ${topology} metrics: 0`,
    `       TOS 0 Metrics: ${link.cost}`,
    '',
  ];
}

const IOS_STYLE = ciscoLsdbStyle({
  hex: (value, digits) => value.toString(16).toUpperCase().padStart(digits, '0'),
  linksIndent: '  ',
  topology: 'MTID',
  summaryMetric: 'MTID: 0         Metric: ',
});

/** `show ip ospf database`: one row per LSA, by area and type. */
export const showDatabase = (view: View): string => reportTable(view, IOS_STYLE);

/** `show ip ospf database router`, `network` or `summary`: every LSA of that type in full. */
export const showDatabaseOf = (view: View, type: Lsa['type']): string => reportInFull(view, IOS_STYLE, type);

/** `show ip ospf database external`. */
export const showExternals = (view: View): string => reportExternals(view, IOS_STYLE);
