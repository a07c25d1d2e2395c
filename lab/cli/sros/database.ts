import { formatIpv4 } from '../../network/ipv4';
import type { Lsa } from '../../network/lsa';
import { areaDatabase } from '../../network/lsdb';
import { sealOf, type View } from '../view';
import { INSTANCE, pair, report, single } from './report';

const NAMES = { router: 'Router', network: 'Network', summary: 'Summary' } as const;
const hex = (value: number) => `0x${value.toString(16)}`;

/** Of `show router ospf database type …`: those of the network, and those that nobody makes in it. */
export type DatabaseType = Lsa['type'] | 'asbr-summary' | 'external' | 'nssa' | 'opaque';
const TITLES: Readonly<Record<DatabaseType, string>> = {
  ...NAMES,
  'asbr-summary': 'ASBR-Summary',
  external: 'External',
  nssa: 'NSSA',
  opaque: 'Opaque',
};

function lsasOf(view: View, type?: DatabaseType): Lsa[] {
  return view.router.areas.flatMap((area) => {
    const { routers, networks, summaries } = areaDatabase(view.network, area);
    return [...routers, ...networks, ...summaries].filter((lsa) => !type || lsa.type === type);
  });
}

const titleOf = (type?: DatabaseType) => `${INSTANCE} Link State Database (type: ${type ? TITLES[type] : 'All'})`;

/** `show router ospf database`, of one type or of all: one row per LSA. */
export function showDatabase(view: View, type?: DatabaseType): string {
  const lsas = lsasOf(view, type);
  const rows = lsas.map((lsa) => {
    const { age, sequence, checksum } = sealOf(view, lsa);
    return [
      NAMES[lsa.type].padEnd(7),
      formatIpv4(lsa.area).padEnd(15),
      formatIpv4(lsa.linkStateId).padEnd(15),
      formatIpv4(lsa.advertisingRouter).padEnd(15),
      String(age).padEnd(4),
      hex(sequence),
      hex(checksum),
    ].join(' ');
  });
  const head = ['Type    Area Id         Link State Id   Adv Rtr Id      Age  Sequence   Cksum'];
  return report(titleOf(type), head, rows, [`No. of LSAs: ${lsas.length}`]);
}

/** `show router ospf database … detail`: every LSA in full. */
export function showDatabaseDetail(view: View, type?: DatabaseType): string {
  const blocks = lsasOf(view, type).flatMap((lsa) => [...header(view, lsa), ...bodyOf(lsa)]);
  return report(`${titleOf(type)} (detailed)`, [], blocks, []);
}

function header(view: View, lsa: Lsa): string[] {
  const { age, sequence, checksum, length } = sealOf(view, lsa);
  const id = formatIpv4(lsa.linkStateId);
  const line = '-'.repeat(79);
  return [
    line,
    `${NAMES[lsa.type]} LSA for Area ${formatIpv4(lsa.area)}`,
    line,
    pair('Area Id', formatIpv4(lsa.area), 'Adv Router Id', formatIpv4(lsa.advertisingRouter)),
    single('Link State Id', `${id} (${lsa.linkStateId})`),
    single('LSA Type', NAMES[lsa.type]),
    pair('Sequence No', hex(sequence), 'Checksum', hex(checksum)),
    pair('Age', String(age), 'Length', String(length)),
    single('Options', lsa.options & 0x20 ? 'E DC' : 'E'),
  ];
}

function bodyOf(lsa: Lsa): string[] {
  switch (lsa.type) {
    case 'router':
      return [
        pair('Flags', lsa.borderRouter ? 'ABR' : 'None', 'Link Count', String(lsa.links.length)),
        ...lsa.links.flatMap((link, position) => linkLines(link, position + 1)),
      ];
    case 'network':
      return [
        pair('Network Mask', formatIpv4(lsa.mask), 'No of Adj Rtrs', String(lsa.attached.length)),
        ...lsa.attached.map((id, position) => single(`Router Id (${position + 1})`, formatIpv4(id))),
      ];
    case 'summary':
      return [pair('Network Mask', formatIpv4(lsa.mask), 'Metric', String(lsa.cost))];
  }
}

type Link = Extract<Lsa, { type: 'router' }>['links'][number];

/** Each line bears the number of its link in brackets. */
function linkLines({ type, id, data, cost }: Link, nth: number): string[] {
  const named = (name: string) => `${name} (${nth})`;
  const metric = pair(named('No of TOS'), '0', named('Metric-0'), String(cost));
  const link = { id: formatIpv4(id), data: formatIpv4(data) };
  switch (type) {
    case 'point-to-point':
      return [
        single(named('Link Type'), 'Point To Point'),
        pair(named('Nbr Rtr Id'), link.id, named('I/F Address'), link.data),
        metric,
      ];
    case 'transit':
      return [
        single(named('Link Type'), 'Transit Network'),
        pair(named('DR IP Addr'), link.id, named('I/F Address'), link.data),
        metric,
      ];
    case 'stub':
      return [
        single(named('Link Type'), 'Stub Network'),
        pair(named('Network'), link.id, named('Mask'), link.data),
        metric,
      ];
  }
}
