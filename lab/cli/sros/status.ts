import { formatIpv4 } from '../../network/ipv4';
import { areaDatabase } from '../../network/lsdb';
import { isBorderRouter } from '../../network/model';
import { neighborsOf } from '../../network/neighbors';
import type { View } from '../view';
import { INSTANCE, report } from './report';

const SPF_RUNS = 14;

/** `show router ospf status`: the process. */
export function showStatus(view: View): string {
  const { router } = view;
  const truth = (value: boolean) => (value ? 'True' : 'False');
  const facts: readonly (readonly [string, string])[] = [
    ['OSPF Cfg Router Id', formatIpv4(router.routerId)],
    ['OSPF Oper Router Id', formatIpv4(router.routerId)],
    ['OSPF Version', '2'],
    ['OSPF Admin Status', 'Enabled'],
    ['OSPF Oper Status', 'Enabled'],
    ['GR Helper Mode', 'Disabled'],
    ['Preference', '10'],
    ['External Preference', '150'],
    ['Backbone Router', truth(router.areas.includes(0))],
    ['Area Border Router', truth(isBorderRouter(router))],
    ['AS Border Router', 'False'],
    ['Opaque LSA Support', 'True'],
    ['Traffic Engineering Support', 'False'],
    ['RFC 1583 Compatible', 'True'],
    ['In Overload State', 'False'],
    ['In External Overflow State', 'False'],
    ['External LSA Limit', '-1'],
    ['Reference Bandwidth', '100,000,000 Kbps'],
    ['Init SPF Delay', '1000 msec'],
    ['Sec SPF Delay', '1000 msec'],
    ['Max SPF Delay', '10000 msec'],
    ['Min LS Arrival Interval', '1000 msec'],
    ['Num of SPF Runs', String(SPF_RUNS)],
    ['Number of Areas', String(router.areas.length)],
  ];
  const rows = facts.map(([name, value]) => `${name.padEnd(28)} : ${value}`);
  return report(`${INSTANCE} Status`, [], rows, []);
}

/** `show router ospf area`: one row an area. */
export function showAreas(view: View): string {
  const rows = view.router.areas.map((area) => {
    const { routers, networks, summaries } = areaDatabase(view.network, area);
    const borders = routers.filter((lsa) => lsa.borderRouter).length;
    const count = routers.length + networks.length + summaries.length;
    const neighbors = neighborsOf(view.network, view.router).filter(({ local }) => local.area === area).length;
    return [
      formatIpv4(area).padEnd(15),
      'Standard  ',
      String(SPF_RUNS).padEnd(10),
      String(borders).padEnd(14),
      String(count).padEnd(10),
      String(neighbors),
    ].join(' ');
  });
  const head = ['Area Id         Type       SPF Runs   LSA ABR Count  LSA Count  Nbrs'];
  return report(`${INSTANCE} Areas`, head, rows, [`No. of OSPF Areas: ${rows.length}`]);
}
