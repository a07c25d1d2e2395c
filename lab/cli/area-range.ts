import { areaDatabase } from '../network/lsdb';
import { areaRange, isBorderRouter } from '../network/model';
import type { View } from './view';

/** The range under which a border router summarises an area, with the cost that the other area's database shows. */
export function advertisedRange(
  view: View,
  area: number,
): { readonly network: number; readonly prefixLength: number; readonly cost: number } | undefined {
  if (!isBorderRouter(view.router)) return undefined;
  const other = view.router.areas.find((attached) => attached !== area)!;
  const range = areaRange(area);
  const summary = areaDatabase(view.network, other).summaries.find(
    (lsa) => lsa.linkStateId === range.network && lsa.advertisingRouter === view.router.routerId,
  );
  return summary && { ...range, cost: summary.cost };
}
