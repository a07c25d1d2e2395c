import { formatIpv4 } from '../../network/ipv4';
import { areaDatabase } from '../../network/lsdb';
import { isBorderRouter } from '../../network/model';
import { neighborsOf } from '../../network/neighbors';
import type { View } from '../view';

const SPF_RUNS = 14;
const SPF = `Full SPF runs: ${SPF_RUNS}, SPF delay: 0.200000 sec, SPF holddown: 5 sec, SPF rapid runs: 3`;

/** `show ospf overview`: the process, then each area. */
export function showOverview(view: View): string {
  const { router } = view;
  const topology = [
    '  Topology: default (ID 0)',
    '    Prefix export count: 0',
    `    ${SPF}`,
    '    Backup SPF: Not Needed',
  ];
  return `${[
    'Instance: master',
    `  Router ID: ${formatIpv4(router.routerId)}`,
    '  Route table index: 0',
    ...(isBorderRouter(router) ? ['  Area border router'] : []),
    '  LSA refresh time: 50 minutes',
    ...router.areas.flatMap((area) => areaLines(view, area)),
    ...topology,
  ].join('\n')}\n`;
}

function areaLines(view: View, area: number): string[] {
  const borders = areaDatabase(view.network, area).routers.filter((lsa) => lsa.borderRouter).length;
  const full = neighborsOf(view.network, view.router).filter(
    (neighbor) => neighbor.local.area === area && neighbor.state === 'full',
  ).length;
  return [
    `  Area: ${formatIpv4(area)}`,
    '    Stub type: Not Stub',
    '    Authentication Type: None',
    `    Area border routers: ${borders}, AS boundary routers: 0`,
    '    Neighbors',
    `      Up (in full state): ${full}`,
  ];
}
