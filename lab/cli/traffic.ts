import { neighborsOf } from '../network/neighbors';
import { HELLO_SECONDS } from '../network/timers';
import { ageSeconds, lsasOf, type View } from './view';

/** Packets of one type since the network began (RFC 2328 section A.3.1, types 1 to 5 in this order). */
export interface PacketCount {
  readonly name: 'hello' | 'description' | 'request' | 'update' | 'acknowledgment';
  readonly sent: number;
  readonly received: number;
}

const REFRESH_SECONDS = 1800; // LSRefreshTime, RFC 2328 appendix B
const DESCRIPTIONS_PER_ADJACENCY = 3;

/** What a quiet network sends: hellos on each link, one exchange per adjacency, each LSA anew every half hour. */
export function packetCounts(view: View): PacketCount[] {
  const seconds = ageSeconds(view);
  const neighbors = neighborsOf(view.network, view.router);
  const adjacencies = neighbors.filter(({ state }) => state === 'full').length;
  const links = view.router.interfaces.filter(({ kind }) => kind !== 'loopback').length;
  const hellos = Math.floor(seconds / HELLO_SECONDS);
  const lsas = view.router.areas.reduce((sum, area) => sum + lsasOf(view, area).length, 0);
  const refreshed = lsas * Math.floor(seconds / REFRESH_SECONDS);
  const same = (name: PacketCount['name'], count: number): PacketCount => ({ name, sent: count, received: count });
  return [
    { name: 'hello', sent: hellos * links, received: hellos * neighbors.length },
    same('description', adjacencies * DESCRIPTIONS_PER_ADJACENCY),
    same('request', adjacencies),
    same('update', refreshed),
    same('acknowledgment', refreshed),
  ];
}
