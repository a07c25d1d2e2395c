import { isIP } from 'node:net';
import { canonicalAddress } from '@/domain/device';
import { err, ok, type Result } from '@/domain/result';
import { createAddressList, isSpecialAddress } from '../network/address-list';
import { type Lookup, systemLookup } from '../network/lookup';
import { type HostEntry, hostEntryTexts, parseHostEntry } from './host-entry';

const SETTING = 'WEBHOOK_HOSTS';

export interface HostRefusal {
  /** `unresolved` may pass; `not_allowed` needs somebody to change the URL or the list. */
  readonly kind: 'not_allowed' | 'unresolved';
  /** `expected …`. Names host and address, never the rest of the URL. */
  readonly message: string;
}

/** Where webhooks may go: WEBHOOK_HOSTS. */
export interface AllowedHosts {
  /** As configured; empty: no webhook is sent at all. */
  readonly entries: readonly string[];
  /**
   * The addresses that a request to this URL may go to right now. A name is allowed where it is listed or where all of its
   * addresses are in listed networks. Loopback, link-local and metadata addresses are only when a network in the list is
   * a part of theirs, whatever name leads there: a name can change its mind (DNS rebinding).
   */
  resolve(url: string): Promise<Result<readonly string[], HostRefusal>>;
}

/** Throws on a list that cannot be read. */
export function createAllowedHosts(list: string, lookup: Lookup = systemLookup): AllowedHosts {
  const texts = hostEntryTexts(list);
  const entries = texts.map((text) => {
    const entry = parseHostEntry(text);
    if (!entry)
      throw new Error(`${SETTING}: Expected host names, *.names or networks separated by commas, got "${text}"`);
    return entry;
  });
  const all = judgeOf(entries);
  const withoutTls = judgeOf(entries.filter(({ http }) => http));
  const allows = (host: string, address: string) =>
    all.holds(address) || (all.lists(host) && !isSpecialAddress(address));

  async function addressesOf(host: string): Promise<readonly string[]> {
    if (isIP(host) !== 0) return [host];
    try {
      return (await lookup(host)).map(({ address }) => address);
    } catch {
      return [];
    }
  }

  return {
    entries: texts,
    async resolve(url) {
      const { protocol, hostname } = new URL(url);
      const host = canonicalAddress(hostname.replace(/^\[|\]$/g, ''));
      if (entries.length === 0) return refused(`no URL: webhooks are off while ${SETTING} is empty`);
      const addresses = await addressesOf(host);
      if (addresses.length === 0) return err({ kind: 'unresolved', message: `expected a name that resolves: ${host}` });
      const address = addresses.find((one) => !allows(host, one));
      if (address !== undefined) {
        const where = address === host ? host : `${host} (${address})`;
        return refused(`a host that ${SETTING} allows; it does not allow ${where}`);
      }
      if (protocol === 'http:' && !withoutTls.lists(host) && !addresses.every(withoutTls.holds)) {
        return refused(`https: ${SETTING} allows ${host} without TLS only as http://${host}`);
      }
      return ok(addresses);
    },
  };
}

const refused = (expected: string) => err({ kind: 'not_allowed', message: `expected ${expected}` } as const);

interface Judge {
  /** By its name. */
  readonly lists: (host: string) => boolean;
  /** By its address. */
  readonly holds: (address: string) => boolean;
}

function judgeOf(entries: readonly HostEntry[]): Judge {
  const networks = entries.flatMap((entry) => (entry.kind === 'network' ? [entry.network] : []));
  return {
    holds: createAddressList(networks, SETTING).allows,
    lists: (host) =>
      entries.some((entry) => {
        if (entry.kind === 'name') return entry.name === host;
        return entry.kind === 'suffix' && host.endsWith(entry.suffix);
      }),
  };
}
