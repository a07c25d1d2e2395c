import { borderPathsOf } from '../../network/border-routers';
import { formatIpv4 } from '../../network/ipv4';
import { neighborsOf } from '../../network/neighbors';
import { stableSeconds } from '../../network/timers';
import { clockTime, iosUptime } from '../durations';
import { ageSeconds, type View } from '../view';

const title = (view: View) =>
  `\n            OSPF Router with ID (${formatIpv4(view.router.routerId)}) (Process ID 1)\n\n`;
const CODES = 'Codes: i - Intra-area route, I - Inter-area route\n\n';

/** Routes to area border routers as IOS and IOS XR print them, a line per next hop. */
export function borderLines(view: View): string {
  const lines = borderPathsOf(view.network, view.router).flatMap(({ router, area, cost, hops }) =>
    hops.map(({ address, local }) => {
      const hop = `via ${formatIpv4(address)}, ${local.name}`;
      return `i ${formatIpv4(router.routerId)} [${cost}] ${hop}, ABR, Area ${area}, SPF 14\n`;
    }),
  );
  return CODES + lines.join('');
}

/** `show ip ospf border-routers`. */
export function showBorderRouters(view: View): string {
  return `${title(view)}\n\t\tBase Topology (MTID 0)\n\nInternal Router Routing Table\n${borderLines(view)}`;
}

/** `show ip ospf statistics`: how often and when SPF ran; also of IOS XR. */
export function showStatistics(view: View): string {
  const ago = iosUptime(stableSeconds(view.router, ageSeconds(view)));
  const areas = view.router.areas.map((area) => `  Area ${area}: SPF algorithm executed 14 times\n`);
  const columns = '  Delta T   Intra   D-Intra Summ    D-Summ  Ext     D-Ext   Total   Reason\n';
  return `${title(view)}${areas.join('')}\n  SPF calculation time\n${columns}  ${ago.padEnd(9)} 0       0       0       0       0       0       0       R, N, SN\n\n`;
}

/** `show ip ospf retransmission-list`: a header for each full neighbor, whose queue is empty; also of IOS XR. */
export function showRetransmissions(view: View): string {
  const full = neighborsOf(view.network, view.router).filter((neighbor) => neighbor.state === 'full');
  const entries = full.map(({ router, local, remote }) => {
    const address = formatIpv4(remote.address);
    return ` Neighbor ${formatIpv4(router.routerId)}, interface ${local.name} address ${address}\n Queue length 0\n\n`;
  });
  return title(view) + entries.join('');
}

/** `show ip ospf traffic`: hellos are counted from the age of the network, everything else stands still. */
export function showTraffic(view: View): string {
  const seconds = ageSeconds(view);
  const sent = view.router.interfaces.filter((local) => local.kind !== 'loopback').length * Math.floor(seconds / 10);
  const received = neighborsOf(view.network, view.router).length * Math.floor(seconds / 10);
  const row = (word: string, hellos: number) =>
    `  ${word.padEnd(8)} ${String(hellos).padEnd(10)} 12        4         118       60\n`;
  return [
    title(view),
    'OSPF Router traffic statistics:\n',
    `  Last clearing of OSPF traffic counters never (up ${clockTime(seconds % 86_400)})\n\n`,
    '           Hellos     DB-des    LS-req    LS-upd    LS-ack\n',
    row('Rcv:', received),
    row('Sent:', sent),
  ].join('');
}

/** `show ip ospf events neighbor`: the log holds nothing, since neighbors came up long before anybody looked. */
export const showEvents = (view: View): string => title(view);
