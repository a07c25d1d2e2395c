import type { View } from '../view';
import type { Table } from './item';
import { areas, instances, interfaces, lsas, neighbors, ranges, templates } from './ospf';
import { addresses, routes } from './route';
import { exportConfiguration, showIdentity, showResource } from './system';

/** A menu has menus below it and at most one thing that its `print` shows: items, or a text. */
export interface Menu {
  readonly menus: Readonly<Record<string, Menu>>;
  readonly table?: (view: View) => Table;
  readonly text?: (view: View) => string;
  /** What `export` shows. */
  readonly exported?: (view: View) => string;
}

const items = (table: (view: View) => Table): Menu => ({ menus: {}, table });
const facts = (text: (view: View) => string): Menu => ({ menus: {}, text });
const group = (menus: Record<string, Menu>): Menu => ({ menus });

export const ROOT: Menu = {
  menus: {
    routing: group({
      ospf: group({
        instance: items(instances),
        area: { menus: { range: items(ranges) }, table: areas },
        neighbor: items(neighbors),
        interface: items(interfaces),
        'interface-template': items(templates),
        lsa: items(lsas),
      }),
      route: items(routes),
    }),
    ip: group({ address: items(addresses), route: items(routes) }),
    system: group({ resource: facts(showResource), identity: facts(showIdentity) }),
  },
  exported: exportConfiguration,
};

/** The menu at '/routing/ospf'; undefined where there is none. */
export function menuAt(path: string): Menu | undefined {
  let menu: Menu | undefined = ROOT;
  for (const name of path.split('/').filter((word) => word !== '')) menu = menu?.menus[name];
  return menu;
}
