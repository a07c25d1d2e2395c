import { borderPathsOf } from '../../network/border-routers';
import { formatIpv4 } from '../../network/ipv4';
import { neighborsOf } from '../../network/neighbors';
import { stableSeconds } from '../../network/timers';
import { iosUptime } from '../durations';
import { ageSeconds, type View } from '../view';
import { shortName } from './names';

/** `show ip ospf border-routers`. */
export function showBorderRouters(view: View): string {
  const entries = borderPathsOf(view.network, view.router).map(({ router, area, cost, hops }) => {
    const via = hops.map(({ address, local }) => `      via ${formatIpv4(address)}, ${shortName(local.name)} \n`);
    return ` intra ${formatIpv4(router.routerId)} [${cost}], ABR, Area ${formatIpv4(area)}, SPF 14\n${via.join('')}`;
  });
  const head = ' OSPF Process ID 1 VRF default, Internal Routing Table\n';
  return `${head} Codes: i - Intra-area route, I - Inter-area route\n\n${entries.join('')}`;
}

/** `show ip ospf statistics`. */
export function showStatistics(view: View): string {
  const ago = iosUptime(stableSeconds(view.router, ageSeconds(view)));
  const areas = view.router.areas.map((area) => `    ${formatIpv4(area).padEnd(15)} 14          ${ago}\n`);
  return [
    ` OSPF Process ID 1 VRF default, Event statistics (cleared ${iosUptime(ageSeconds(view))} ago)\n`,
    '  Router ID changes: 0\n  DR elections: 2\n  Older LSAs received: 0\n  Neighbor state changes: 14\n',
    '  Neighbor dead postponed: 0\n  Neighbor dead interval expirations: 0\n',
    '  SPF runs by area:\n    Area            Runs        Last\n',
    ...areas,
  ].join('');
}

/** `show ip ospf traffic`: hellos are counted from the age of the network, everything else stands still. */
export function showTraffic(view: View): string {
  const ticks = Math.floor(ageSeconds(view) / 10);
  const sent = view.router.interfaces.filter((local) => local.kind !== 'loopback').length * ticks;
  const received = neighborsOf(view.network, view.router).length * ticks;
  return [
    ` OSPF Process ID 1 VRF default, Packet Counters (cleared ${iosUptime(ageSeconds(view))} ago)\n`,
    `  Total: ${received + 194} in, ${sent + 194} out\n  LSU transmissions: first 118, rxmit 0, for req 4\n\n`,
    '              hellos     dbds       lsreqs     lsus       acks\n',
    `  in:         ${String(received).padEnd(10)} 12         4          118        60\n`,
    `  out:        ${String(sent).padEnd(10)} 12         4          118        60\n`,
  ].join('');
}

/** `show ip ospf event-history adjacency`: the log holds nothing, since neighbors came up long before anybody looked. */
export const showAdjacencyEvents = (): string => ' Adjacency events for OSPF Process "ospf-1"\n';
