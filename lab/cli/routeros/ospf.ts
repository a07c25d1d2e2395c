import { formatIpv4 } from '../../network/ipv4';
import { DC_BIT, type Lsa, type RouterLink } from '../../network/lsa';
import { areaDatabase } from '../../network/lsdb';
import { isBorderRouter, type NetworkInterface } from '../../network/model';
import { neighborsOf } from '../../network/neighbors';
import { adjacencySeconds, DEAD_SECONDS, deadDueMs, HELLO_SECONDS } from '../../network/timers';
import { designatedOn, standingOn } from '../segment';
import { ageSeconds, sealOf, type View } from '../view';
import { type Item, properties, rosDuration, type Table } from './item';

const areaName = (area: number) => (area === 0 ? 'backbone' : `area${area}`);
const NO_LEGEND = 'D - dynamic; X - disabled, I - inactive';

/** `/routing ospf instance`. */
export function instances(view: View): Table {
  const item = properties({
    name: '"default"',
    version: 2,
    vrf: 'main',
    'router-id': formatIpv4(view.router.routerId),
    'originate-default': 'never',
  });
  return { legend: 'X - disabled, I - inactive', items: [{ flags: '', properties: item }] };
}

/** `/routing ospf area`. */
export function areas(view: View): Table {
  const items = view.router.areas.map((area) => ({
    flags: '',
    properties: properties({
      name: `"${areaName(area)}"`,
      instance: 'default',
      'area-id': formatIpv4(area),
      type: 'default',
    }),
  }));
  return { legend: NO_LEGEND, items };
}

/** `/routing ospf area range`: what a border router summarises. */
export function ranges(view: View): Table {
  const own = isBorderRouter(view.router) ? view.router.areas : [];
  const items = own.map((area) => ({
    flags: '',
    properties: properties({ area: areaName(area), prefix: `10.${area}.0.0/16`, advertise: 'yes' }),
  }));
  return { legend: 'X - disabled, I - inactive', items };
}

const STATES = { full: '"Full"', '2way': '"TwoWay"' } as const;

/** `/routing ospf neighbor` of RouterOS 7, which does not name the interface. */
export function neighbors(view: View): Table {
  const items = neighborsOf(view.network, view.router).map((neighbor): Item => {
    const elected = designatedOn(view, neighbor.local);
    const up = adjacencySeconds(neighbor.local, neighbor.remote, ageSeconds(view));
    return {
      flags: 'D',
      properties: properties({
        instance: 'default',
        area: areaName(neighbor.local.area),
        address: formatIpv4(neighbor.remote.address),
        priority: 1,
        'router-id': formatIpv4(neighbor.router.routerId),
        dr: elected?.dr.address,
        bdr: elected?.bdr.address,
        state: STATES[neighbor.state],
        'state-changes': neighbor.state === 'full' ? 6 : 2,
        adjacency: neighbor.state === 'full' ? rosDuration(up) : undefined,
        timeout: rosDuration(deadDueMs(neighbor.remote, view.ageMs) / 1000),
      }),
    };
  });
  return { legend: 'V - virtual; D - dynamic', items };
}

const INTERFACE_STATES = { loopback: 'passive', none: 'ptp', dr: 'dr', bdr: 'bdr', drother: 'dr-other' } as const;
const typeOf = (local: NetworkInterface) => (local.kind === 'broadcast' ? 'broadcast' : 'ptp');
const TIMERS = {
  'retransmit-interval': '5s',
  'transmit-delay': '1s',
  'hello-interval': `${HELLO_SECONDS}s`,
  'dead-interval': `${DEAD_SECONDS}s`,
};

/** `/routing ospf interface`: what runs. */
export function interfaces(view: View): Table {
  const items = view.router.interfaces.map((local): Item => {
    const elected = designatedOn(view, local);
    return {
      flags: 'D',
      properties: properties({
        address: `${formatIpv4(local.address)}%${local.name}`,
        area: areaName(local.area),
        state: INTERFACE_STATES[standingOn(view, local)],
        'network-type': typeOf(local),
        dr: elected?.dr.address,
        bdr: elected?.bdr.address,
        cost: local.cost,
        priority: 1,
        'use-bfd': 'no',
        ...TIMERS,
      }),
    };
  });
  return { legend: 'D - dynamic', items };
}

/** `/routing ospf interface-template`: what is configured. */
export function templates(view: View): Table {
  const items = view.router.interfaces.map((local) => ({
    flags: '',
    properties: properties({
      area: areaName(local.area),
      interfaces: local.name,
      'instance-id': 0,
      type: typeOf(local),
      ...TIMERS,
      priority: 1,
      cost: local.cost,
    }),
  }));
  return { legend: 'X - disabled, I - inactive', items };
}

const LSA_NAMES = { router: '"router"', network: '"network"', summary: '"inter-area-prefix"' } as const;

/** `/routing ospf lsa`: every LSA of every area with its contents. */
export function lsas(view: View): Table {
  const items = view.router.areas.flatMap((area) => {
    const database = areaDatabase(view.network, area);
    const all: Lsa[] = [...database.routers, ...database.networks, ...database.summaries];
    return all.map((lsa) => lsaItem(view, lsa, area));
  });
  return { legend: 'S - self-originated, F - flushing, W - wraparound; D - dynamic', items };
}

function lsaItem(view: View, lsa: Lsa, area: number): Item {
  const { age, sequence, checksum } = sealOf(view, lsa);
  const hex = (value: number) => `0x${value.toString(16).toUpperCase()}`;
  return {
    flags: lsa.advertisingRouter === view.router.routerId ? 'SD' : 'D',
    properties: properties({
      instance: 'default',
      area: areaName(area),
      type: LSA_NAMES[lsa.type],
      originator: formatIpv4(lsa.advertisingRouter),
      id: formatIpv4(lsa.linkStateId),
      sequence: hex(sequence),
      age,
      checksum: hex(checksum),
    }),
    body: [`options=${lsa.options & DC_BIT ? 'DC' : ''}`, ...bodyOf(lsa)],
  };
}

const LINK_TYPES = { 'point-to-point': 'p2p', transit: 'network', stub: 'stub' } as const;

function bodyOf(lsa: Lsa): string[] {
  switch (lsa.type) {
    case 'router':
      return [...(lsa.borderRouter ? ['bits=B'] : []), ...lsa.links.map(linkLine)];
    case 'network':
      return [`netmask=${formatIpv4(lsa.mask)}`, ...lsa.attached.map((id) => `    router-id=${formatIpv4(id)}`)];
    case 'summary':
      return [`netmask=${formatIpv4(lsa.mask)}`, `metric=${lsa.cost}`];
  }
}

function linkLine({ type, id, data, cost }: RouterLink): string {
  return `    type=${LINK_TYPES[type]} id=${formatIpv4(id)} data=${formatIpv4(data)} metric=${cost}`;
}
