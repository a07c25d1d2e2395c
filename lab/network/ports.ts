import type { LabPlatform } from './model';

/** How a platform names its interfaces, and what a loopback costs there. */
interface Ports {
  readonly loopback: { readonly name: string; readonly cost: number };
  /** Name of a router's nth port, from 0. */
  port(slot: number): string;
}

export const PORTS: Readonly<Record<LabPlatform, Ports>> = {
  cisco_ios: { loopback: { name: 'Loopback0', cost: 1 }, port: (slot) => `GigabitEthernet0/${slot}` },
  frr: { loopback: { name: 'lo', cost: 0 }, port: (slot) => `eth${slot + 1}` },
  cisco_xr: { loopback: { name: 'Loopback0', cost: 1 }, port: (slot) => `GigabitEthernet0/0/0/${slot}` },
  cisco_nxos: { loopback: { name: 'loopback0', cost: 1 }, port: (slot) => `Ethernet1/${slot + 1}` },
  arista_eos: { loopback: { name: 'Loopback0', cost: 10 }, port: (slot) => `Ethernet${slot + 1}` },
};
