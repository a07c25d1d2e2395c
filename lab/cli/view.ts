import type { Lsa } from '../network/lsa';
import { areaDatabase } from '../network/lsdb';
import type { Network, NetworkRouter } from '../network/model';
import { type LsaSeal, sealLsa } from '../network/sealed-lsa';

/** What a command is rendered from: one router of one network at one moment. */
export interface View {
  readonly network: Network;
  readonly router: NetworkRouter;
  /** Age of the network in milliseconds; all timers and sequence numbers follow from it. */
  readonly ageMs: number;
}

/** Whole seconds since the network began. */
export function ageSeconds(view: View): number {
  return Math.floor(view.ageMs / 1000);
}

/** Header fields of an LSA at the view's moment. */
export function sealOf(view: View, lsa: Lsa): LsaSeal {
  return sealLsa(lsa, ageSeconds(view));
}

/** All LSAs of an area. */
export function lsasOf(view: View, area: number): Lsa[] {
  const { routers, networks, summaries } = areaDatabase(view.network, area);
  return [...routers, ...networks, ...summaries];
}

/** Sum of the checksums of some LSAs, as `show ip ospf` counts it. */
export function checksumSum(view: View, lsas: readonly Lsa[]): number {
  return lsas.reduce((sum, lsa) => sum + sealOf(view, lsa).checksum, 0);
}
