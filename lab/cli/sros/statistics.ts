import { formatIpv4 } from '../../network/ipv4';
import { areaDatabase } from '../../network/lsdb';
import { neighborsOf } from '../../network/neighbors';
import { stableSeconds } from '../../network/timers';
import { packetCounts } from '../traffic';
import { ageSeconds, checksumSum, lsasOf, type View } from '../view';
import { INSTANCE, pair, report, single, upTime } from './report';

const NAMES = { hello: 'Hellos', description: 'DBDs', request: 'LSRs', update: 'LSUs', acknowledgment: 'LS Acks' };

/** `show router ospf statistics`: packets received and sent, and what was discarded. */
export function showStatistics(view: View): string {
  const counts = packetCounts(view);
  const total = (way: 'sent' | 'received') => String(counts.reduce((sum, count) => sum + count[way], 0));
  const rows = [
    pair('Rx Packets', total('received'), 'Tx Packets', total('sent')),
    ...counts.map(({ name, sent, received }) =>
      pair(`Rx ${NAMES[name]}`, String(received), `Tx ${NAMES[name]}`, String(sent)),
    ),
    pair('New LSAs Recvd', '0', 'New LSAs Orig', '0'),
    pair('Ext LSAs Count', '0', 'No of Areas', String(view.router.areas.length)),
    pair('Total SPF Runs', '14', 'Bad Versions', '0'),
    pair('Bad Networks', '0', 'Bad Areas', '0'),
    pair('Bad Dest Addrs', '0', 'Bad Auth Types', '0'),
    pair('Auth Failures', '0', 'Bad Neighbors', '0'),
    pair('Bad Pkt Types', '0', 'Bad Lengths', '0'),
    pair('Bad Hello Int.', '0', 'Bad Dead Int.', '0'),
    pair('Bad Options', '0', 'Bad Checksums', '0'),
  ];
  return report(`${INSTANCE} Statistics`, [], rows, []);
}

/** `show router ospf spf`: the last run. */
export function showSpf(view: View): string {
  const ago = upTime(stableSeconds(view.router, ageSeconds(view)));
  const rows = [
    single('Total SPF Runs', '14'),
    single('Last Full SPF', `${ago} ago`),
    single('Last Full SPF run triggered by LSA', 'Router LSA'),
  ];
  return report(`${INSTANCE} SPF Statistics`, [], rows, []);
}

/** `show router ospf virtual-link`: there is none. */
export function showVirtualLinks(): string {
  const head = ['Nbr Rtr Id      Area Id         Local Interface Metric  State'];
  return report(`${INSTANCE} Virtual Links`, head, [], ['No. of OSPF Virtual Links: 0']);
}

/** `show router ospf area detail`. */
export function showAreasDetail(view: View): string {
  const line = '-'.repeat(79);
  const rows = view.router.areas.flatMap((area) => {
    const { routers } = areaDatabase(view.network, area);
    const interfaces = view.router.interfaces.filter((local) => local.area === area).length;
    const neighbors = neighborsOf(view.network, view.router).filter(({ local }) => local.area === area).length;
    const lsas = lsasOf(view, area);
    return [
      line,
      `Area Id: ${formatIpv4(area)}`,
      line,
      pair('Area Id', formatIpv4(area), 'Type', 'Standard'),
      pair('Virtual Links', '0', 'Total Nbrs', String(neighbors)),
      pair('Active IFs', String(interfaces), 'Total IFs', String(interfaces)),
      pair('Area Bdr Rtrs', String(routers.filter((lsa) => lsa.borderRouter).length), 'AS Bdr Rtrs', '0'),
      pair('SPF Runs', '14', 'Last SPF Run', upTime(stableSeconds(view.router, ageSeconds(view)))),
      pair('Area LSAs', String(lsas.length), 'Area LSA Cksum', `0x${checksumSum(view, lsas).toString(16)}`),
    ];
  });
  return report(`${INSTANCE} Areas (detail)`, [], rows, []);
}
