import { formatIpv4, parseIpv4 } from '../network/ipv4';

/** First address of a lab unless told otherwise; far from 127.0.0.x, where other programs listen. */
export const DEFAULT_BASE = '127.20.0.1';
const HOSTS_PER_BLOCK = 254;

/**
 * Where router number `index` listens. Linux answers on all of 127.0.0.0/8, so each router has an address of its own with
 * the same port; elsewhere routers share 127.0.0.1 and count ports up. Port 0 stays 0: the system chooses.
 */
export function placeOf(index: number, port: number, base: string): { address: string; port: number } {
  if (process.platform !== 'linux') return { address: '127.0.0.1', port: port === 0 ? 0 : port + index };
  const block = Math.floor(index / HOSTS_PER_BLOCK);
  const first = parseIpv4(base);
  const host = ((first & 255) - 1 + (index % HOSTS_PER_BLOCK)) % HOSTS_PER_BLOCK;
  const address = (((first >>> 8) + block) * 256 + host + 1) >>> 0;
  if (address >>> 24 !== 127) throw new RangeError(`Router ${index} from ${base} on would leave 127.0.0.0/8`);
  return { address: formatIpv4(address), port };
}
