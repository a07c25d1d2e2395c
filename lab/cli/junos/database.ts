import { formatIpv4 } from '../../network/ipv4';
import type { Lsa, RouterLink } from '../../network/lsa';
import { areaDatabase } from '../../network/lsdb';
import { sealOf, type View } from '../view';
import type { Level } from './level';
import { junosAge } from './times';

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

export type LsaType = Lsa['type'] | 'external' | 'asbrsummary' | 'nssa' | 'opaque-area';

const NAMES = { router: 'Router', network: 'Network', summary: 'Summary' } as const;
const MAX_AGE_SECONDS = 3600; // MaxAge, RFC 2328 appendix B
const COLUMNS = ' Type       ID               Adv Rtr           Seq      Age  Opt  Cksum  Len \n';

/** `show ospf database`, of one type or of all, of one router or of all. The router's own LSAs bear a star. */
export function showDatabase(view: View, level: Level = 'brief', type?: LsaType, advertiser?: number): string {
  return view.router.areas
    .map((area) => {
      const { routers, networks, summaries } = areaDatabase(view.network, area);
      const lsas: Lsa[] = [...routers, ...networks, ...summaries].filter(
        (lsa) => (!type || lsa.type === type) && (advertiser === undefined || lsa.advertisingRouter === advertiser),
      );
      if (lsas.length === 0) return '';
      const rows = lsas.map((lsa) => row(view, lsa) + (level === 'brief' ? '' : bodyOf(view, lsa, level)));
      return `\n    OSPF database, Area ${formatIpv4(area)}\n${COLUMNS}${rows.join('')}`;
    })
    .join('');
}

/** `show ospf database summary`: how many of each type. */
export function countDatabase(view: View): string {
  const areas = view.router.areas.map((area) => {
    const { routers, networks, summaries } = areaDatabase(view.network, area);
    const counts = [routers.length, networks.length, summaries.length];
    const [router, network, summary] = counts;
    return `Area ${formatIpv4(area)}:\n   ${router} Router LSAs\n   ${network} Network LSAs\n   ${summary} Summary LSAs\n`;
  });
  return `${areas.join('')}Externals:\n`;
}

function row(view: View, lsa: Lsa): string {
  const { age, sequence, checksum, length } = sealOf(view, lsa);
  const own = lsa.advertisingRouter === view.router.routerId ? '*' : ' ';
  return `${[
    `${NAMES[lsa.type].padEnd(7)} ${own}${formatIpv4(lsa.linkStateId).padEnd(16)}`,
    formatIpv4(lsa.advertisingRouter).padEnd(16),
    `0x${hex(sequence, 8)}`,
    String(age).padStart(5),
    ` 0x${hex(lsa.options, 1)}`.padEnd(5),
    `0x${hex(checksum, 4)}`,
    String(length).padStart(3),
  ].join(' ')}\n`;
}

function bodyOf(view: View, lsa: Lsa, level: Level): string {
  const lines = [...contents(lsa), ...(level === 'extensive' ? timesOf(view, lsa) : [])];
  return lines.map((line) => `  ${line}\n`).join('');
}

function contents(lsa: Lsa): string[] {
  switch (lsa.type) {
    case 'router':
      return [`bits 0x${lsa.borderRouter ? 1 : 0}, link count ${lsa.links.length}`, ...lsa.links.flatMap(linkLines)];
    case 'network':
      return [`mask ${formatIpv4(lsa.mask)}`, ...lsa.attached.map((id) => `attached router ${formatIpv4(id)}`)];
    case 'summary':
      return [`mask ${formatIpv4(lsa.mask)}`, `Topology default (ID 0) -> Metric: ${lsa.cost}`];
  }
}

const LINK_TYPES = { 'point-to-point': 'PointToPoint (1)', transit: 'Transit (2)', stub: 'Stub (3)' } as const;

function linkLines(link: RouterLink): string[] {
  return [
    `id ${formatIpv4(link.id)}, data ${formatIpv4(link.data)}, Type ${LINK_TYPES[link.type]}`,
    `  Topology count: 0, Default metric: ${link.cost}`,
  ];
}

function timesOf(view: View, lsa: Lsa): string[] {
  const { age } = sealOf(view, lsa);
  const aging = junosAge(MAX_AGE_SECONDS - age);
  if (lsa.advertisingRouter === view.router.routerId) {
    return [
      `Gen timer ${aging}`,
      `Aging timer ${aging}`,
      `Installed ${junosAge(age)} ago, expires in ${aging}, sent ${junosAge(age)} ago`,
      'Ours',
    ];
  }
  return [`Aging timer ${aging}`, `Installed ${junosAge(age)} ago, expires in ${aging}, sent ${junosAge(age)} ago`];
}
