import { maskOf, networkOf } from './ipv4';
import { DC_BIT, E_BIT, type Lsa, type NetworkLsa, type RouterLink, type RouterLsa, type SummaryLsa } from './lsa';
import {
  areaRange,
  isBorderRouter,
  type LabPlatform,
  type Network,
  type NetworkInterface,
  type NetworkRouter,
} from './model';
import { electionOf, linkOf } from './neighbors';
import { summaryCosts } from './summary-costs';

/** One area's database, the same on every router of the area, each list by link-state id. */
export interface AreaDatabase {
  readonly area: number;
  readonly routers: readonly RouterLsa[];
  readonly networks: readonly NetworkLsa[];
  readonly summaries: readonly SummaryLsa[];
}

const cache = new WeakMap<Network, Map<number, AreaDatabase>>();

/** The database of an area, made when first asked for and kept while the network lives. */
export function areaDatabase(network: Network, area: number): AreaDatabase {
  const databases = cache.get(network) ?? new Map<number, AreaDatabase>();
  cache.set(network, databases);
  const database = databases.get(area) ?? build(network, area);
  databases.set(area, database);
  return database;
}

function build(network: Network, area: number): AreaDatabase {
  const members = (network.areas.get(area) ?? []).map((index) => network.routers[index]!);
  const byId = (a: Lsa, b: Lsa) => a.linkStateId - b.linkStateId || a.advertisingRouter - b.advertisingRouter;
  return {
    area,
    routers: members.map((router) => routerLsa(network, router, area)).sort(byId),
    networks: members.flatMap((router) => networkLsas(network, router, area)).sort(byId),
    summaries: members.flatMap((router) => summaryLsas(network, router, area)).sort(byId),
  };
}

/** Platforms that do not know demand circuits, or do not say so. */
const WITHOUT_DC: readonly LabPlatform[] = ['frr', 'cisco_nxos', 'huawei_vrp', 'mikrotik_routeros', 'nokia_sros'];

function optionsOf(router: NetworkRouter): number {
  return WITHOUT_DC.includes(router.platform) ? E_BIT : E_BIT | DC_BIT;
}

/** The router-LSA that a router originates into one of its areas (RFC 2328 section 12.4.1). */
export function routerLsa(network: Network, router: NetworkRouter, area: number): RouterLsa {
  return {
    type: 'router',
    area,
    linkStateId: router.routerId,
    advertisingRouter: router.routerId,
    options: optionsOf(router),
    borderRouter: isBorderRouter(router),
    links: inAdvertisedOrder(router, area).flatMap((local) => linksOf(network, router, local)),
  };
}

/** FRR lists its interfaces by name, so `lo` comes last; IOS starts with the loopback. */
export function inAdvertisedOrder(router: NetworkRouter, area?: number): NetworkInterface[] {
  const own = router.interfaces.filter((local) => area === undefined || local.area === area);
  if (router.platform !== 'frr') return own;
  return [...own.filter((local) => local.kind !== 'loopback'), ...own.filter((local) => local.kind === 'loopback')];
}

/** A loopback is a stub host; a point-to-point link is a link and a stub; a segment is one transit link. */
function linksOf(network: Network, router: NetworkRouter, local: NetworkInterface): RouterLink[] {
  const subnet = networkOf(local.address, local.prefixLength);
  const stub: RouterLink = { type: 'stub', id: subnet, data: maskOf(local.prefixLength), cost: local.cost };
  const link = linkOf(network, local);
  if (!link) return [stub];
  const election = electionOf(network, link);
  if (election) {
    const dr = network.routers[election.dr.router]!.interfaces[election.dr.interface]!;
    return [{ type: 'transit', id: dr.address, data: local.address, cost: local.cost }];
  }
  const other = network.routers[link.ends.find((end) => end.router !== router.index)!.router]!;
  return [{ type: 'point-to-point', id: other.routerId, data: local.address, cost: local.cost }, stub];
}

/** A network-LSA for each segment of the area on which the router is the DR (section 12.4.2). */
function networkLsas(network: Network, router: NetworkRouter, area: number): NetworkLsa[] {
  return router.interfaces.flatMap((local) => {
    const link = linkOf(network, local);
    const election = link && electionOf(network, link);
    if (!link || local.area !== area || election?.dr.router !== router.index) return [];
    return [
      {
        type: 'network' as const,
        area,
        linkStateId: local.address,
        advertisingRouter: router.routerId,
        options: optionsOf(router),
        mask: maskOf(link.prefixLength),
        attached: link.ends.map((end) => network.routers[end.router]!.routerId),
      },
    ];
  });
}

/** A summary-LSA for the range of each other area that a border router reaches (section 12.4.3). */
function summaryLsas(network: Network, router: NetworkRouter, area: number): SummaryLsa[] {
  if (!isBorderRouter(router)) return [];
  return [...summaryCosts(network, router, area)].map(([from, cost]) => {
    const range = areaRange(from);
    return {
      type: 'summary' as const,
      area,
      linkStateId: range.network,
      advertisingRouter: router.routerId,
      options: optionsOf(router),
      mask: maskOf(range.prefixLength),
      cost,
    };
  });
}
