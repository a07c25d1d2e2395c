import { formatIpv4 } from '../../network/ipv4';
import type { Lsa, RouterLink } from '../../network/lsa';
import { areaDatabase } from '../../network/lsdb';
import { sealOf, type View } from '../view';
import { heading } from './heading';

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
const NAMES = { router: 'Router', network: 'Network', summary: 'Sum-Net' } as const;
const COLUMNS = ' Type      LinkState ID    AdvRouter          Age  Len   Sequence   Metric\n';

/** `display ospf lsdb`: one row per LSA, area by area; with `self-originate` the router's own. */
export function showDatabase(view: View, ownOnly = false): string {
  const areas = view.router.areas.map((area) => {
    const lsas = lsasOfArea(view, area).filter((lsa) => !ownOnly || lsa.advertisingRouter === view.router.routerId);
    const rows = lsas.map((lsa) => row(view, lsa));
    return `\t\t         Area: ${formatIpv4(area)}\n${COLUMNS}${rows.join('')} \n`;
  });
  return `${heading(view, 'Link State Database')}${areas.join('')}`;
}

function lsasOfArea(view: View, area: number): Lsa[] {
  const { routers, networks, summaries } = areaDatabase(view.network, area);
  return [...routers, ...networks, ...summaries];
}

function row(view: View, lsa: Lsa): string {
  const { age, sequence, length } = sealOf(view, lsa);
  return ` ${[
    NAMES[lsa.type].padEnd(9),
    formatIpv4(lsa.linkStateId).padEnd(15),
    formatIpv4(lsa.advertisingRouter).padEnd(15),
    String(age).padStart(6),
    `${String(length).padEnd(5)}`,
    `${hex(sequence, 8).toUpperCase()} `,
    `${metricOf(lsa)}\n`,
  ].join(' ')}`;
}

/** A router-LSA is listed with the cost of its first link. */
function metricOf(lsa: Lsa): number {
  if (lsa.type === 'router') return lsa.links[0]?.cost ?? 0;
  return lsa.type === 'network' ? 0 : lsa.cost;
}

/** `display ospf lsdb brief`: how many of each type. */
export function countDatabase(view: View): string {
  const areas = view.router.areas.map((area) => {
    const { routers, networks, summaries } = areaDatabase(view.network, area);
    const total = routers.length + networks.length + summaries.length;
    return ` Area ${formatIpv4(area)}: Router ${routers.length}, Network ${networks.length}, Sum-Net ${summaries.length}, Sum-Asbr 0, NSSA 0, Total ${total}\n`;
  });
  return `${heading(view, 'LS Database Statistics')}${areas.join('')} ASE: 0\n`;
}

/** `display ospf lsdb router`, `network`, `summary`: every LSA of that type in full; types that nobody makes are empty. */
export function showDatabaseOf(view: View, type?: Lsa['type']): string {
  const areas = view.router.areas.map((area) => {
    const lsas = lsasOfArea(view, area).filter((lsa) => lsa.type === type);
    const full = lsas.map((lsa) => describe(view, lsa));
    return `\t\t         Area: ${formatIpv4(area)}\n\t\t Link State Database \n\n\n${full.join('\n')}\n`;
  });
  return `${heading(view, '').trimEnd()}\n${areas.join('')}`;
}

/** `display ospf lsdb ase`: nothing is redistributed into this network. */
export function showExternals(view: View): string {
  return heading(view, 'Link State Database');
}

function describe(view: View, lsa: Lsa): string {
  const { age, sequence, checksum, length } = sealOf(view, lsa);
  const bits = lsa.type === 'router' && lsa.borderRouter ? ' ABR  E ' : ' E  ';
  return `${[
    `  Type      : ${NAMES[lsa.type]}`,
    `  Ls id     : ${formatIpv4(lsa.linkStateId)}`,
    `  Adv rtr   : ${formatIpv4(lsa.advertisingRouter)}  `,
    `  Ls age    : ${age} `,
    `  Len       : ${length} `,
    `  Options   : ${bits}`,
    `  seq#      : ${hex(sequence, 8)} `,
    `  chksum    : 0x${checksum.toString(16)}`,
    ...bodyOf(lsa),
  ].join('\n')}\n`;
}

function bodyOf(lsa: Lsa): string[] {
  switch (lsa.type) {
    case 'router':
      return [`  Link count: ${lsa.links.length}`, ...lsa.links.flatMap(linkLines)];
    case 'network':
      return [
        `  Net mask  : ${formatIpv4(lsa.mask)} `,
        '  Priority  : Low ',
        ...lsa.attached.map((id) => `     Attached Router    ${formatIpv4(id)}`),
      ];
    case 'summary':
      return [`  Net mask  : ${formatIpv4(lsa.mask)} `, `  Tos 0  metric: ${lsa.cost} `, '  Priority  : Low '];
  }
}

const LINK_TYPES = { 'point-to-point': 'P-2-P', transit: 'TransNet', stub: 'StubNet' } as const;

function linkLines(link: RouterLink): string[] {
  return [
    `   * Link ID: ${formatIpv4(link.id).padEnd(15)} `,
    `     Data   : ${formatIpv4(link.data).padEnd(15)} `,
    `     Link Type: ${LINK_TYPES[link.type].padEnd(12)} `,
    `     Metric : ${link.cost}`,
    ...(link.type === 'stub' ? ['     Priority : Low'] : []),
  ];
}
