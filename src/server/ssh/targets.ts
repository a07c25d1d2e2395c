import { isIP } from 'node:net';
import { canonicalAddress } from '@/domain/device';
import type { Failure } from '@/domain/failure-schema';
import { err, ok, type Result } from '@/domain/result';
import { createAddressList } from '../network/address-list';
import { type Lookup, systemLookup } from '../network/lookup';

/** Private addresses: RFC 1918 and RFC 4193. */
export const DEFAULT_ALLOWED_TARGETS = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7';

export interface Targets {
  /** Whether a session may go to this IP address (any spelling; an IPv4-mapped one counts as its IPv4 address). */
  allows(address: string): boolean;
  /**
   * The addresses to connect to: the given one, or all that the name resolves to right now. One that is not allowed
   * refuses the whole name. Returned failures: `target_not_allowed`, `unreachable` (the name does not resolve).
   */
  resolve(host: string): Promise<Result<readonly string[], Failure>>;
}

/**
 * Where devices may live. `allowed` is a list of networks (CIDR, RFC 4632) or addresses separated by commas.
 * Throws on a list that cannot be read: a server must not start with half of it.
 */
export function createTargets(allowed: string = DEFAULT_ALLOWED_TARGETS, resolver: Lookup = systemLookup): Targets {
  const entries = allowed.split(',').map((entry) => entry.trim());
  const { allows } = createAddressList(
    entries.filter((entry) => entry !== ''),
    'ALLOWED_TARGETS',
  );

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
