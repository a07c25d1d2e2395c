import { BlockList, isIP } from 'node:net';
import { canonicalAddress } from '@/domain/device';

/**
 * Never reached through a wider network that happens to hold them, only when they, or a part of them, are listed:
 * this host, loopback, link-local with the metadata services of clouds (also those of AWS on IPv6, of Alibaba, of Azure and of
 * Oracle), multicast and broadcast (RFC 6890).
 */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  '224.0.0.0/4',
  '255.255.255.255/32',
];
const SPECIAL_IPV6 = ['::/128', '::1/128', 'fe80::/10', 'fd00:ec2::254/128', 'ff00::/8'];

/** What routers and systems pass on to the IPv4 address in the last 32 bits: RFC 4291 §2.5.5.1, 2765 §2.1, 6052 §2.1, 8215. */
const IPV4_AT_END = ['::', '::ffff:0:', '64:ff9b::', '64:ff9b:1::'];

/** Networks that may be reached, as an operator lists them. */
export interface AddressList {
  /** Any spelling; an IPv4-mapped address counts as its IPv4 address. False for what is no address. */
  allows(address: string): boolean;
}

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** A network (CIDR, RFC 4632) or a single address; null for what is neither. */
function parseNetwork(text: string): Network | null {
  const [written = '', length, ...rest] = text.split('/');
  const address = canonicalAddress(written);
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  const wellFormed = version !== 0 && rest.length === 0 && (length === undefined || /^\d{1,3}$/.test(length));
  if (!wellFormed || prefix > bits) return null;
  return { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' };
}

function blockList(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix, family } of networks) list.addSubnet(address, prefix, family);
  return list;
}

function isPartOf(part: Network, whole: Network): boolean {
  if (part.family !== whole.family || part.prefix < whole.prefix) return false;
  return blockList([whole]).check(part.address, part.family);
}

export const isNetwork = (text: string): boolean => parseNetwork(text) !== null;

/** The networks of IPv6 that lead to a network of IPv4. */
function leadingTo(ipv4: string): string[] {
  const [address = '', prefix] = ipv4.split('/');
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const groups = [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
  // 6to4 has it behind its first 16 bits (RFC 3056 §2).
  const sixToFour = `2002:${groups}::/${16 + Number(prefix)}`;
  return [...IPV4_AT_END.map((lead) => `${lead}${address}/${96 + Number(prefix)}`), sixToFour];
}

const specialNetworks = [...SPECIAL_IPV4, ...SPECIAL_IPV4.flatMap(leadingTo), ...SPECIAL_IPV6].map(
  (text) => parseNetwork(text)!,
);
const special = blockList(specialNetworks);

type Family = Network['family'];

/** The address as it is compared, without a zone; null for what is none. */
function familyOf(address: string): { readonly plain: string; readonly family: Family } | null {
  const plain = canonicalAddress(address.replace(/%.*$/, ''));
  const version = isIP(plain);
  return version === 0 ? null : { plain, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** Whether an address is one of those that only a list of their own opens. */
export function isSpecialAddress(address: string): boolean {
  const found = familyOf(address);
  return found !== null && special.check(found.plain, found.family);
}

/** `setting` is named in the error. Throws on a list that cannot be read: a server must not start with half of it. */
export function createAddressList(entries: readonly string[], setting: string): AddressList {
  const networks = entries.map((text) => {
    const network = parseNetwork(text);
    if (!network)
      throw new Error(`${setting}: Expected networks such as 10.0.0.0/8 separated by commas, got "${text}"`);
    return network;
  });
  const listed = blockList(networks);
  const listedSpecial = blockList(networks.filter((part) => specialNetworks.some((whole) => isPartOf(part, whole))));
  return {
    allows(address) {
      const found = familyOf(address);
      if (!found) return false;
      const { plain, family } = found;
      return special.check(plain, family) ? listedSpecial.check(plain, family) : listed.check(plain, family);
    },
  };
}
