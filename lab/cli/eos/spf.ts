import { borderPathsOf } from '../../network/border-routers';
import { formatIpv4 } from '../../network/ipv4';
import { stableSeconds } from '../../network/timers';
import { ageSeconds, type View } from '../view';

const title = (view: View) => `OSPF instance 1 with ID ${formatIpv4(view.router.routerId)}, VRF default\n`;

/** `show ip ospf border-routers`: costs without the way there. */
export function showBorderRouters(view: View): string {
  const rows = borderPathsOf(view.network, view.router).map(
    ({ router, area, cost }) =>
      `${formatIpv4(router.routerId).padEnd(15)} ${formatIpv4(area).padEnd(15)} ${'ABR'.padEnd(15)} ${cost}\n`,
  );
  return `${title(view)}Router ID       Area            Type            Cost\n${rows.join('')}`;
}

/** `show ip ospf spf-log`: the last run. */
export function showSpfLog(view: View): string {
  const seconds = stableSeconds(view.router, ageSeconds(view));
  return `${title(view)}When             Duration(msec) Reason\n${`${seconds} secs ago`.padEnd(16)} 0.412          Router LSA changed\n`;
}
