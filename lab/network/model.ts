/**
 * The words of the simulated network. All addresses are unsigned 32-bit numbers, costs are OSPF metrics (1 to 65535),
 * areas are numbers (0 is the backbone). Everything that is not here (neighbours, LSAs, routes) is derived from it, so
 * two routers can never disagree.
 */
export const LAB_PLATFORMS = [
  'cisco_ios',
  'frr',
  'cisco_xr',
  'cisco_nxos',
  'arista_eos',
  'juniper_junos',
  'huawei_vrp',
  'mikrotik_routeros',
  'nokia_sros',
] as const;
export type LabPlatform = (typeof LAB_PLATFORMS)[number];

export type InterfaceKind = 'loopback' | 'point-to-point' | 'broadcast';

/** One addressed interface of one router, in exactly one OSPF area. */
export interface NetworkInterface {
  /** As the router prints it: 'GigabitEthernet0/1', 'Loopback0', 'eth1', 'lo'. */
  readonly name: string;
  readonly kind: InterfaceKind;
  readonly address: number;
  readonly prefixLength: number;
  readonly cost: number;
  readonly area: number;
  /** Index in `Network.links`; undefined for a loopback. */
  readonly link?: number;
}

export interface NetworkRouter {
  /** Position in `Network.routers`. */
  readonly index: number;
  /** Unique hostname: 'fra-core-02'. */
  readonly name: string;
  readonly routerId: number;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Site code: 'fra'. */
  readonly site: string;
  readonly role: RouterRole;
  readonly platform: LabPlatform;
  /** Areas it is attached to, ascending; an area border router has two. */
  readonly areas: readonly number[];
  readonly interfaces: readonly NetworkInterface[];
}

/** 'core' stands in the backbone, 'abr' joins an area to it, 'agg' and 'acc' are inside an area. */
export type RouterRole = 'core' | 'abr' | 'agg' | 'acc';

/** One end of a link: which router, which of its interfaces. */
export interface LinkEnd {
  readonly router: number;
  readonly interface: number;
}

/** A subnet between routers: two ends when point-to-point, three or more on a broadcast segment. */
export interface Link {
  readonly kind: 'point-to-point' | 'broadcast';
  readonly area: number;
  readonly network: number;
  readonly prefixLength: number;
  readonly ends: readonly LinkEnd[];
}

export interface Network {
  readonly seed: number;
  readonly routers: readonly NetworkRouter[];
  readonly links: readonly Link[];
  /** Router indexes by area number; an area border router is in two lists. */
  readonly areas: ReadonlyMap<number, readonly number[]>;
}

/** The prefix under which an area's addresses are summarised into other areas: 10.<area>.0.0/16. */
export function areaRange(area: number): { network: number; prefixLength: number } {
  return { network: ((10 << 24) | (area << 16)) >>> 0, prefixLength: 16 };
}

/** True for a router attached to the backbone and to another area (RFC 2328 section 3.3). */
export function isBorderRouter(router: NetworkRouter): boolean {
  return router.areas.length > 1;
}
