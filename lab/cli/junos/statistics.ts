import { formatIpv4 } from '../../network/ipv4';
import { stableSeconds } from '../../network/timers';
import { borderRoutes } from '../border-routes';
import { packetCounts } from '../traffic';
import { ageSeconds, type View } from '../view';
import { junosAge } from './times';

const NAMES = { hello: 'Hello', description: 'DbD', request: 'LSReq', update: 'LSUpdate', acknowledgment: 'LSAck' };

/** `show ospf statistics`: packets by type, then what went wrong. */
export function showStatistics(view: View): string {
  const rows = packetCounts(view).map(({ name, sent, received }) =>
    [NAMES[name].padStart(10), sent, received, 0, 0]
      .map((cell, position) => (position === 0 ? cell : String(cell).padStart(13)))
      .join(''),
  );
  return `
Packet type             Total                  Last 5 seconds
                   Sent      Received        Sent      Received
${rows.join('\n')}

DBDs retransmitted     :                    0, last 5 seconds :          0
LSAs flooded           :                    0, last 5 seconds :          0
LSAs flooded high-prio :                    0, last 5 seconds :          0
LSAs retransmitted     :                    0, last 5 seconds :          0
LSAs requested         :                    0, last 5 seconds :          0
LSAs acknowledged      :                    0, last 5 seconds :          0

Flood queue depth       : 0
Total rexmit entries    : 0
db summaries            : 0
lsreq entries           : 0

Receive errors:
  None
`;
}

/** `show ospf log`: the last run of SPF. */
export function showLog(view: View): string {
  const ago = junosAge(stableSeconds(view.router, ageSeconds(view)));
  const row = (type: string, elapsed: string) => `${ago.padEnd(24)} ${type.padEnd(13)} ${elapsed}\n`;
  return `Topology default SPF log:

Last instance of each event type
When                     Type          Elapsed

${row('SPF', '0.000204')}${row('Stub', '0.000035')}${row('Interarea', '0.000061')}${row('External', '0.000003')}`;
}

/** `show ospf route abr`: the ways to the border routers. */
export function showBorderRoutes(view: View): string {
  const rows = borderRoutes(view).flatMap(({ router, cost, hops }) => {
    const start = `${formatIpv4(router.routerId).padEnd(18)} Intra Area BR    IP       ${String(cost).padStart(6)}`;
    return hops.map((hop, position) => {
      const lead = position === 0 ? start : ' '.repeat(start.length);
      return `${lead} ${hop.local.name.padEnd(13)} ${formatIpv4(hop.address)}\n`;
    });
  });
  return `Topology default Route Table:

Prefix             Path  Route      NH       Metric NextHop       Nexthop
                   Type  Type       Type            Interface     Address/LSP
${rows.join('')}`;
}
