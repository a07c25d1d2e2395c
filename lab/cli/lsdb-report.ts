import type { Lsa, NetworkLsa, RouterLsa, SummaryLsa } from '../network/lsa';
import { areaDatabase } from '../network/lsdb';
import type { LsaSeal } from '../network/sealed-lsa';
import { sealOf, type View } from './view';

/** How one platform prints a link-state database: texts with their line ends, or lines without. */
export interface LsdbStyle {
  title(view: View): string;
  heading(type: Lsa['type'], area: number): string;
  columns(type: Lsa['type']): string;
  row(lsa: Lsa, seal: LsaSeal): string;
  /** The lines that all types have in common. */
  header(lsa: Lsa, seal: LsaSeal): string[];
  router(lsa: RouterLsa): string[];
  network(lsa: NetworkLsa): string[];
  summary(lsa: SummaryLsa): string[];
  /** Between two LSAs in full. */
  readonly gap: string;
}

const TYPES = ['router', 'network', 'summary'] as const;

/** One row per LSA, by area and type. `types` narrows it. */
export function reportTable(view: View, style: LsdbStyle, types: readonly Lsa['type'][] = TYPES): string {
  return (
    style.title(view) + sections(view, style, types, (lsas, type) => style.columns(type) + rows(view, style, lsas))
  );
}

/** Every LSA of one type in full. */
export function reportInFull(view: View, style: LsdbStyle, type: Lsa['type']): string {
  const describe = (lsa: Lsa) => `${[...style.header(lsa, sealOf(view, lsa)), ...body(style, lsa)].join('\n')}\n`;
  return `${style.title(view)}${sections(view, style, [type], (lsas) => lsas.map(describe).join(style.gap))}\n`;
}

/** External LSAs: nothing is redistributed into this network, so a router prints its title alone. */
export function reportExternals(view: View, style: LsdbStyle): string {
  return `${style.title(view)}\n`;
}

function sections(
  view: View,
  style: LsdbStyle,
  types: readonly Lsa['type'][],
  print: (lsas: readonly Lsa[], type: Lsa['type']) => string,
): string {
  const texts = view.router.areas.flatMap((area) => {
    const { routers, networks, summaries } = areaDatabase(view.network, area);
    const lists = { router: routers, network: networks, summary: summaries };
    return types.map((type) => (lists[type].length === 0 ? '' : style.heading(type, area) + print(lists[type], type)));
  });
  return texts.join('');
}

function rows(view: View, style: LsdbStyle, lsas: readonly Lsa[]): string {
  return lsas.map((lsa) => style.row(lsa, sealOf(view, lsa))).join('');
}

function body(style: LsdbStyle, lsa: Lsa): string[] {
  switch (lsa.type) {
    case 'router':
      return style.router(lsa);
    case 'network':
      return style.network(lsa);
    case 'summary':
      return style.summary(lsa);
  }
}
