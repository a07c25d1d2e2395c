import { text } from '../dialect';
import { command, type Entry, forms } from '../grammar';
import { type Run, show } from '../run-line';
import type { View } from '../view';
import { type DatabaseType, showDatabase, showDatabaseDetail } from './database';
import { showInterfaces, showInterfacesDetail } from './interface';
import { showNeighbors, showNeighborsDetail } from './neighbor';
import { showOspfRoutes, showRouteTable } from './route';
import { showAreasDetail, showSpf, showStatistics, showVirtualLinks } from './statistics';
import { showAreas, showStatus } from './status';
import { showRouterInterfaces, showSystemInformation, showVersion } from './system';

const TYPES: readonly DatabaseType[] = ['router', 'network', 'summary', 'asbr-summary', 'external', 'nssa', 'opaque'];

/** `show router ospf …`, with the name of the router and the number of the instance or without. */
const ospf = (words: string, render: (view: View) => string): Entry<Run>[] =>
  forms(`show router [base|"base"] ospf [0] ${words}`, show(render));

/** What both engines answer in the same way. */
export const SHOW: readonly Entry<Run>[] = [
  ...ospf('status', showStatus),
  ...ospf('area', showAreas),
  ...ospf('area detail', showAreasDetail),
  ...ospf('statistics', showStatistics),
  ...ospf('spf', showSpf),
  ...ospf('virtual-link', showVirtualLinks),
  ...ospf('neighbor', showNeighbors),
  ...ospf('neighbor detail', showNeighborsDetail),
  ...ospf('interface', showInterfaces),
  ...ospf('interface detail', showInterfacesDetail),
  ...ospf('database', (view) => showDatabase(view)),
  ...ospf('database detail', (view) => showDatabaseDetail(view)),
  ...TYPES.flatMap((type) => [
    ...ospf(`database type ${type}`, (view) => showDatabase(view, type)),
    ...ospf(`database type ${type} detail`, (view) => showDatabaseDetail(view, type)),
  ]),
  ...ospf('routes', showOspfRoutes),
  ...forms('show router [base|"base"] route-table protocol ospf', show(showRouteTable)),
  ...forms('show router [base|"base"] interface', show(showRouterInterfaces)),
  command('show version', () => text(showVersion())),
  command('show system information', show(showSystemInformation)),
];
