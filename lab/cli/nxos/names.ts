/** 'Ethernet1/2' -> 'Eth1/2', 'loopback0' -> 'Lo0'. */
export function shortName(name: string): string {
  return name.replace(/^Ethernet/, 'Eth').replace(/^loopback/, 'Lo');
}
