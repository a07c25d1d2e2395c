/** Device operating systems, by the names that outside services use. */
export const PLATFORM_IDS = [
  'cisco_ios',
  'cisco_xr',
  'cisco_nxos',
  'arista_eos',
  'juniper_junos',
  'huawei_vrp',
  'mikrotik_routeros',
  'nokia_sros',
  'frr',
] as const;
export type PlatformId = (typeof PLATFORM_IDS)[number];

/** What a device record may say: a platform, or `auto` (recognised at connect from what the router says of itself). */
export const DEVICE_PLATFORMS = [...PLATFORM_IDS, 'auto'] as const;
export type DevicePlatform = (typeof DEVICE_PLATFORMS)[number];

export const PLATFORM_LABELS = {
  cisco_ios: 'Cisco IOS / IOS XE',
  cisco_xr: 'Cisco IOS XR',
  cisco_nxos: 'Cisco NX-OS',
  arista_eos: 'Arista EOS',
  juniper_junos: 'Juniper Junos',
  huawei_vrp: 'Huawei VRP',
  mikrotik_routeros: 'MikroTik RouterOS',
  nokia_sros: 'Nokia SR OS',
  frr: 'FRRouting',
  auto: 'Detect at connect',
} satisfies Record<DevicePlatform, string>;

/** Which SSH algorithms a session may use; the older ones only where a device's record says so. */
export const ALGORITHM_PROFILES = ['modern', 'legacy', 'ancient'] as const;
export type AlgorithmProfile = (typeof ALGORITHM_PROFILES)[number];

/** How a device is reached and spoken to, apart from its address and credential. */
export interface Link {
  readonly algorithms: AlgorithmProfile;
  /** Whether keepalive requests are sent; some systems end a session on them. */
  readonly keepalive: boolean;
  /** The bastion that the connection goes through; null: straight. */
  readonly jumpHostId: string | null;
}

/** All that a record says of a device, and an import may set. Tags each once, sorted. */
export interface RecordedDevice extends Link {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly country: string;
  readonly platform: DevicePlatform;
  readonly site: string | null;
  readonly tags: readonly string[];
  readonly credentialId: string;
}

export const DEFAULT_LINK: Link = { algorithms: 'modern', keepalive: true, jumpHostId: null };

// C0 and C1 controls, DEL, and the line separators that terminals treat as an end of line; what makes text read in another
// order than it is sent (Unicode TR 9); and half of a surrogate pair, which cannot be sent at all.
export const CONTROL_CHARACTERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is this constant's purpose
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;

/**
 * One spelling per device: lower case, IPv6 compressed as the URL standard's parser writes it (RFC 5952), an IPv4-mapped
 * IPv6 address as its IPv4 address, no final dot. Two records with one canonical endpoint are one device.
 */
export function canonicalAddress(address: string): string {
  const lower = address.trim().toLowerCase().replace(/\.$/, '');
  if (!lower.includes(':')) return lower;
  let compressed: string;
  try {
    compressed = new URL(`http://[${lower}]/`).hostname.slice(1, -1);
  } catch {
    return lower;
  }
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(compressed);
  if (!mapped) return compressed;
  const [high, low] = [Number.parseInt(mapped[1]!, 16), Number.parseInt(mapped[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** `address:port` in canonical spelling: the key of the one-session-per-device lock and of pinned host keys. */
export function canonicalEndpoint(address: string, port: number): string {
  const canonical = canonicalAddress(address);
  return canonical.includes(':') ? `[${canonical}]:${port}` : `${canonical}:${port}`;
}
