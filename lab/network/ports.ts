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
  juniper_junos: { loopback: { name: 'lo0.0', cost: 0 }, port: (slot) => `ge-0/0/${slot}.0` },
  huawei_vrp: { loopback: { name: 'LoopBack0', cost: 0 }, port: (slot) => `GigabitEthernet0/0/${slot}` },
  mikrotik_routeros: { loopback: { name: 'loopback', cost: 1 }, port: (slot) => `ether${slot + 1}` },
  nokia_sros: { loopback: { name: 'system', cost: 0 }, port: (slot) => `to-1/1/${slot + 1}` },
};
