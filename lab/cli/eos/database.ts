import { formatIpv4 } from '../../network/ipv4';
import { DC_BIT, type Lsa, type RouterLink } from '../../network/lsa';
import { type LsdbStyle, reportExternals, reportInFull, reportTable } from '../lsdb-report';
import type { View } from '../view';

const hex = (value: number) => `0x${value.toString(16)}`;
const HEADINGS = { router: 'Router Link States', network: 'Network Link States', summary: 'Summary Link States' };
const NAMES = { router: 'Router Links', network: 'Network Links', summary: 'Summary Links' };
const ID_NOTES = { router: '', network: ' (address of Designated Router)', summary: ' (summary Network Number)' };

const STYLE: LsdbStyle = {
  gap: '\n',
  title: (view) =>
    `\n            OSPF Router with ID(${formatIpv4(view.router.routerId)}) (Instance ID 1) (VRF default)\n\n`,
  heading: (type, area) => `\n                 ${HEADINGS[type]} (Area ${formatIpv4(area)})\n\n`,
  columns: (type) =>
    `Link ID         ADV Router      Age         Seq#         Checksum${type === 'router' ? ' Link count' : ''}\n`,
  row: (lsa, { age, sequence, checksum }) =>
    [
      formatIpv4(lsa.linkStateId).padEnd(15),
      formatIpv4(lsa.advertisingRouter).padEnd(15),
      String(age).padEnd(11),
      hex(sequence).padEnd(12),
      hex(checksum).padEnd(8),
      `${lsa.type === 'router' ? lsa.links.length : ''}\n`,
    ].join(' '),
  header: (lsa, { age, sequence, checksum, length }) => [
    `  LS Age: ${age}`,
    `  Options: (E${lsa.options & DC_BIT ? ' DC' : ''})`,
    `  LS Type: ${NAMES[lsa.type]}`,
    `  Link State ID: ${formatIpv4(lsa.linkStateId)}${ID_NOTES[lsa.type]}`,
    `  Advertising Router: ${formatIpv4(lsa.advertisingRouter)}`,
    `  LS Seq Number: ${hex(sequence)}`,
    `  Checksum: ${hex(checksum)}`,
    `  Length: ${length}`,
  ],
  router: (lsa) => [
    ...(lsa.borderRouter ? ['  Area Border Router'] : []),
    `  Number of Links: ${lsa.links.length}`,
    '',
    ...lsa.links.flatMap(linkLines),
  ],
  network: (lsa) => [
    `  Network Mask: ${formatIpv4(lsa.mask)}`,
    ...lsa.attached.map((routerId) => `        Attached Router: ${formatIpv4(routerId)}`),
  ],
  summary: (lsa) => [`  Network Mask: ${formatIpv4(lsa.mask)}`, `   Metric: ${lsa.cost}`],
};

const LINK_WORDS = {
  stub: ['a Stub Network', 'Network/subnet number', 'Network Mask: '],
  transit: ['a Transit Network', 'Designated Router address', 'Router Interface address: '],
  'point-to-point': ['a Point-to-point Network', 'Neighboring Router ID', ' '],
} as const;

function linkLines(link: RouterLink): string[] {
  const [target, id, data] = LINK_WORDS[link.type];
  return [
    `    Link connected to: ${target}`,
    `     (Link ID) ${id}: ${formatIpv4(link.id)}`,
    `     (Link Data) ${data}${formatIpv4(link.data)}`,
    '      Number of TOS metrics: 0',
    `       TOS 0 Metrics: ${link.cost}`,
    '',
    '',
  ];
}

/** `show ip ospf database`. */
export const showDatabase = (view: View): string => reportTable(view, STYLE);

/** `show ip ospf database router`, `network` or `summary`: every LSA of that type in full. */
export const showDatabaseOf = (view: View, type: Lsa['type']): string => reportInFull(view, STYLE, type);

/** `show ip ospf database external`. */
export const showExternals = (view: View): string => reportExternals(view, STYLE);
