import { formatIpv4, prefixLengthOf } from '../../network/ipv4';
import { DC_BIT, type Lsa, type RouterLink } from '../../network/lsa';
import { type LsdbStyle, reportExternals, reportInFull, reportTable } from '../lsdb-report';
import type { View } from '../view';

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
const HEADINGS = {
  router: 'Router Link States',
  network: 'Network Link States',
  summary: 'Summary Network Link States',
};
const NAMES = { router: 'Router Links', network: 'Network Links', summary: 'Network Summary' };
const ID_NOTES = { router: '', network: ' (Designated Router address)', summary: ' (Network address)' };
const LINK_WORDS = {
  stub: ['a Stub Network', 'Network/Subnet Number', 'Network Mask'],
  transit: ['a Transit Network', 'Designated Router address', 'Router Interface address'],
  'point-to-point': ['a Router (point-to-point)', 'Neighboring Router ID', 'Router Interface address'],
} as const;

const STYLE: LsdbStyle = {
  gap: '\n',
  title: (view) => `        OSPF Router with ID (${formatIpv4(view.router.routerId)}) (Process ID 1 VRF default)\n`,
  heading: (type, area) => `\n                ${HEADINGS[type]} (Area ${formatIpv4(area)})\n\n`,
  columns: (type) =>
    `Link ID         ADV Router      Age        Seq#       Checksum${type === 'router' ? ' Link Count' : ''}\n`,
  row: (lsa, { age, sequence, checksum }) => {
    const ids = `${formatIpv4(lsa.linkStateId).padEnd(15)} ${formatIpv4(lsa.advertisingRouter).padEnd(15)}`;
    const count = lsa.type === 'router' ? String(lsa.links.length).padEnd(4) : '';
    return `${ids} ${String(age).padEnd(10)} 0x${hex(sequence, 8)} 0x${hex(checksum, 4)}   ${count}\n`;
  },
  header: (lsa, { age, sequence, checksum, length }) => [
    `   LS age: ${age}`,
    `   Options: 0x${hex(lsa.options, 1)} (No TOS-capability, ${lsa.options & DC_BIT ? 'DC' : 'No DC'})`,
    `   LS Type: ${NAMES[lsa.type]}`,
    `   Link State ID: ${formatIpv4(lsa.linkStateId)}${ID_NOTES[lsa.type]}`,
    `   Advertising Router: ${formatIpv4(lsa.advertisingRouter)}`,
    `   LS Seq Number: 0x${hex(sequence, 8)}`,
    `   Checksum: 0x${hex(checksum, 4)}`,
    `   Length: ${length}`,
  ],
  router: (lsa) => [
    ...(lsa.borderRouter ? ['    Area Border Router'] : []),
    `    Number of links: ${lsa.links.length}`,
    '',
    ...lsa.links.flatMap(linkLines),
  ],
  network: (lsa) => [
    `   Network Mask: /${prefixLengthOf(lsa.mask)}`,
    ...lsa.attached.map((routerId) => `        Attached Router: ${formatIpv4(routerId)}`),
  ],
  summary: (lsa) => [`   Network Mask: /${prefixLengthOf(lsa.mask)}`, `        TOS:   0 Metric: ${lsa.cost}`],
};

function linkLines(link: RouterLink): string[] {
  const [target, id, data] = LINK_WORDS[link.type];
  return [
    `     Link connected to: ${target}`,
    `      (Link ID) ${id}: ${formatIpv4(link.id)}`,
    `      (Link Data) ${data}: ${formatIpv4(link.data)}`,
    '       Number of TOS metrics: 0',
    `         TOS   0 Metric: ${link.cost}`,
    '',
  ];
}

/** `show ip ospf database`. */
export const showDatabase = (view: View): string => reportTable(view, STYLE);

/** `show ip ospf database router`, `network` or `summary`: without 'detail' one row per LSA. */
export const showDatabaseOf = (view: View, type: Lsa['type']): string => reportTable(view, STYLE, [type]);

/** The same with 'detail': every LSA of that type in full. */
export const showDatabaseDetail = (view: View, type: Lsa['type']): string => reportInFull(view, STYLE, type);

/** `show ip ospf database external`. */
export const showExternals = (view: View): string => reportExternals(view, STYLE);
