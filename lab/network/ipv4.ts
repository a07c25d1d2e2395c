/** IPv4 addresses are unsigned 32-bit numbers inside the lab and dotted quads in everything that is printed. */

/** 0x0a000001 -> '10.0.0.1'. */
export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** '10.0.0.1' -> 0x0a000001; throws on anything else. */
export function parseIpv4(text: string): number {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const bytes = match?.slice(1).map(Number) ?? [];
  if (bytes.length !== 4 || bytes.some((byte) => byte > 255)) {
    throw new Error(`Expected an IPv4 address, got ${JSON.stringify(text)}`);
  }
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** 30 -> 0xfffffffc. */
export function maskOf(prefixLength: number): number {
  return prefixLength === 0 ? 0 : (0xffffffff << (32 - prefixLength)) >>> 0;
}

/** The network address of an address, as a number. */
export function networkOf(address: number, prefixLength: number): number {
  return (address & maskOf(prefixLength)) >>> 0;
}

/** '10.1.128.0/30' from a number and a length. */
export function formatPrefix(network: number, prefixLength: number): string {
  return `${formatIpv4(network)}/${prefixLength}`;
}

/** 0xfffffffc -> 30. */
export function prefixLengthOf(mask: number): number {
  return mask.toString(2).replace(/0/g, '').length;
}
