import { borderPathsOf } from '../../network/border-routers';
import { formatIpv4 } from '../../network/ipv4';
import type { View } from '../view';

/** `show ip ospf border-routers`. */
export function showBorderRouters(view: View): string {
  const entries = borderPathsOf(view.network, view.router).map(({ router, area, cost, hops }) => {
    const target = `R    ${formatIpv4(router.routerId).padEnd(15)}       [${cost}] area: ${formatIpv4(area)}, ABR\n`;
    return (
      target + hops.map(({ address, local }) => `${' '.repeat(27)}via ${formatIpv4(address)}, ${local.name}\n`).join('')
    );
  });
  return `============ OSPF router routing table =============\n${entries.join('')}\n`;
}
