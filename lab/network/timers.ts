import { formatIpv4 } from './ipv4';
import { type Lsa, lsaKey } from './lsa';
import type { NetworkInterface, NetworkRouter } from './model';
import { hashText } from './random';

/**
 * Everything that moves with time, derived from an age of the network in whole milliseconds and stable offsets, so that
 * all routers tell the same story about one LSA or one adjacency without any stored state.
 */
const LS_REFRESH_SECONDS = 1800; // LSRefreshTime, RFC 2328 appendix B
export const HELLO_SECONDS = 10; // appendix C.3, sample value for a LAN
export const DEAD_SECONDS = 4 * HELLO_SECONDS;
/** Adjacencies come up within the first hour of the network, which is between a day and a month old at the start. */
const FORMING_SECONDS = 3600;
const OLDEST_SECONDS = 30 * 86_400;
const YOUNGEST_SECONDS = 86_400;
const INITIAL_SEQUENCE = 0x80000001;

/** How long ago the routers booted when the lab started, in seconds. */
export function initialAgeSeconds(seed: number): number {
  return YOUNGEST_SECONDS + (hashText('age', seed) % (OLDEST_SECONDS - YOUNGEST_SECONDS));
}

/** Age in seconds and sequence number of an LSA that is refreshed every half hour. */
export function lsaTimes(lsa: Lsa, ageSeconds: number): { age: number; sequence: number } {
  const alive = ageSeconds - (hashText(lsaKey(lsa)) % LS_REFRESH_SECONDS);
  return { age: alive % LS_REFRESH_SECONDS, sequence: INITIAL_SEQUENCE + Math.floor(alive / LS_REFRESH_SECONDS) };
}

/** Seconds since the adjacency on a link became what it is; the same seen from both ends. */
export function adjacencySeconds(a: NetworkInterface, b: NetworkInterface, ageSeconds: number): number {
  const low = Math.min(a.address, b.address);
  const high = Math.max(a.address, b.address);
  return ageSeconds - (hashText(`${formatIpv4(low)}-${formatIpv4(high)}`) % FORMING_SECONDS);
}

/** Milliseconds until the next hello leaves an interface. */
export function helloDueMs(local: NetworkInterface, ageMs: number): number {
  const period = HELLO_SECONDS * 1000;
  return period - ((ageMs + (hashText(formatIpv4(local.address)) % period)) % period);
}

/** Milliseconds until the neighbour would be declared dead: restarts with each hello of the remote interface. */
export function deadDueMs(remote: NetworkInterface, ageMs: number): number {
  return (DEAD_SECONDS - HELLO_SECONDS) * 1000 + helloDueMs(remote, ageMs);
}

/** Seconds since a router's last route change. */
export function stableSeconds(router: NetworkRouter, ageSeconds: number): number {
  return ageSeconds - (hashText(router.name) % FORMING_SECONDS);
}
