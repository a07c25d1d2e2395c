import { formatIpv4, parseIpv4 } from '../network/ipv4';

/** One real router of the ring, before it exists. `next` and `previous` are its addresses with prefix on the two links. */
export interface RingRouterPlan {
  readonly name: string;
  readonly country: string;
  /** Network namespace; carries the id of the owning process, so that leftovers can be told apart. */
  readonly namespace: string;
  /** Directory with its configuration and sockets. */
  readonly directory: string;
  readonly routerId: string;
  readonly next: string;
  readonly previous: string;
  /** Where sshd listens for it. */
  readonly address: string;
}

const COUNTRIES = ['DE', 'FR', 'NL', 'PL', 'CZ', 'AT', 'CH', 'IT'] as const;

/** Namespace names and users of the ring that a process owns begin with this. */
export function ringPrefix(pid: number): string {
  return `azr${pid}`;
}

/** Lays out a ring: router i is joined to i+1 by 10.99.<i>.0/30, and its loopback is 10.99.255.<i>. */
export function planRing(size: number, directory: string, addressBase: string): RingRouterPlan[] {
  return Array.from({ length: size }, (_, index) => {
    const number = index + 1;
    const before = index === 0 ? size : index;
    return {
      name: `ring-${String(number).padStart(2, '0')}`,
      country: COUNTRIES[index % COUNTRIES.length]!,
      namespace: `${ringPrefix(process.pid)}-${number}`,
      directory: `${directory}/${number}`,
      routerId: `10.99.255.${number}`,
      next: `10.99.${number}.1/30`,
      previous: `10.99.${before}.2/30`,
      address: formatIpv4(parseIpv4(addressBase) + index),
    };
  });
}

/** Hello every second, dead after four; a lost packet is sent again after one second instead of five. */
const TIMERS = [' ip ospf hello-interval 1', ' ip ospf dead-interval 4', ' ip ospf retransmit-interval 1'];

/** ospfd's configuration of one router: everything in area 0, both links point-to-point. */
export function ospfdConfig(plan: RingRouterPlan): string {
  const link = (name: string) => [
    `interface ${name}`,
    ' ip ospf area 0.0.0.0',
    ' ip ospf network point-to-point',
    ...TIMERS,
    'exit',
  ];
  return `${[
    `hostname ${plan.name}`,
    'interface lo',
    ' ip ospf area 0.0.0.0',
    'exit',
    ...link('eth1'),
    ...link('eth2'),
    'router ospf',
    ` ospf router-id ${plan.routerId}`,
    ' timers throttle spf 0 50 500',
    ' timers throttle lsa all 100',
    ' timers lsa min-arrival 50',
    'exit',
  ].join('\n')}\n`;
}
