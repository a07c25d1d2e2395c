import { formatIpv4 } from '../network/ipv4';
import type { LinkEnd, NetworkInterface } from '../network/model';
import { electionOf, linkOf, roleOn, type SegmentRole } from '../network/neighbors';
import type { View } from './view';

/** Router id and interface address of a designated router, as text. */
export interface Designated {
  readonly id: string;
  readonly address: string;
}

/** Who was elected on the segment of an interface; undefined where nobody is: point-to-point links and loopbacks. */
export function designatedOn(
  view: View,
  local: NetworkInterface,
): { readonly dr: Designated; readonly bdr: Designated } | undefined {
  const link = linkOf(view.network, local);
  const election = link && electionOf(view.network, link);
  if (!election) return undefined;
  const at = (end: LinkEnd): Designated => {
    const router = view.network.routers[end.router]!;
    return { id: formatIpv4(router.routerId), address: formatIpv4(router.interfaces[end.interface]!.address) };
  };
  return { dr: at(election.dr), bdr: at(election.bdr) };
}

/** How the viewing router stands on one of its interfaces. */
export function standingOn(view: View, local: NetworkInterface): SegmentRole | 'loopback' {
  const link = linkOf(view.network, local);
  return link ? roleOn(view.network, link, view.router.index) : 'loopback';
}
