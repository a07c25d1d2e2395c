import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { canonicalAddress } from '@/domain/device';
import type { Failure } from '@/domain/failure';
import { err, ok, type Result } from '@/domain/result';

/** Private addresses: RFC 1918 and RFC 4193. */
export const DEFAULT_ALLOWED_TARGETS = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7';

/**
 * Never reached through a wider network that happens to hold them, only when they, or a part of them, are listed:
 * this host, loopback, link-local with the metadata services of clouds (also those of AWS on IPv6 and of Alibaba),
 * multicast and broadcast (RFC 6890).
 */
const SPECIAL_NETWORKS = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200/32',
  '224.0.0.0/4',
  '255.255.255.255/32',
  '::/128',
  '::1/128',
  'fe80::/10',
  'fd00:ec2::254/128',
  'ff00::/8',
];

export interface Targets {
  /** Whether a session may go to this IP address (any spelling; an IPv4-mapped one counts as its IPv4 address). */
  allows(address: string): boolean;
  /**
   * The addresses to connect to: the given one, or all that the name resolves to right now. One that is not allowed
   * refuses the whole name. Returned failures: `target_not_allowed`, `unreachable` (the name does not resolve).
   */
  resolve(host: string): Promise<Result<readonly string[], Failure>>;
}

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

function parseNetwork(text: string): Network {
  const [written = '', length, ...rest] = text.split('/');
  const address = canonicalAddress(written);
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : Number(length);
  const wellFormed = version !== 0 && rest.length === 0 && (length === undefined || /^\d{1,3}$/.test(length));
  if (!wellFormed || prefix > bits) {
    throw new Error(`ALLOWED_TARGETS: Expected networks such as 10.0.0.0/8 separated by commas, got "${text}"`);
  }
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

export type Lookup = (host: string) => Promise<readonly { readonly address: string }[]>;

const systemLookup: Lookup = (host) => lookup(host, { all: true, verbatim: true });

/**
 * Where devices may live. `allowed` is a list of networks (CIDR, RFC 4632) or addresses separated by commas.
 * Throws on a list that cannot be read: a server must not start with half of it.
 */
export function createTargets(allowed: string = DEFAULT_ALLOWED_TARGETS, resolver: Lookup = systemLookup): Targets {
  const entries = allowed.split(',').map((entry) => entry.trim());
  const networks = entries.filter((entry) => entry !== '').map(parseNetwork);
  const specialNetworks = SPECIAL_NETWORKS.map(parseNetwork);
  const special = blockList(specialNetworks);
  const listed = blockList(networks);
  const listedSpecial = blockList(networks.filter((part) => specialNetworks.some((whole) => isPartOf(part, whole))));

  const allows = (address: string): boolean => {
    const plain = canonicalAddress(address.replace(/%.*$/, ''));
    const version = isIP(plain);
    if (version === 0) return false;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    return special.check(plain, family) ? listedSpecial.check(plain, family) : listed.check(plain, family);
  };

  return {
    allows,
    async resolve(host) {
      const canonical = canonicalAddress(host);
      let addresses: readonly string[];
      if (isIP(canonical) !== 0) addresses = [canonical];
      else {
        try {
          addresses = (await resolver(canonical)).map((entry) => entry.address);
        } catch (error) {
          const code = (error as NodeJS.ErrnoException).code ?? 'error';
          return err({ kind: 'unreachable', detail: `the name does not resolve (${code})` });
        }
      }
      if (addresses.length === 0) return err({ kind: 'unreachable', detail: 'the name has no address' });
      const refused = addresses.find((address) => !allows(address));
      return refused === undefined ? ok(addresses) : err({ kind: 'target_not_allowed', address: refused });
    },
  };
}
