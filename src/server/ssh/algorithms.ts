import { ALGORITHM_PROFILES, type AlgorithmProfile } from '@/domain/device';
import { plainText } from './wire-failure';

/** What both sides of a negotiation offer, by category; names and order of RFC 4253 §7.1, best first. */
export interface AlgorithmLists {
  readonly kex: readonly string[];
  readonly serverHostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly hmac: readonly string[];
  readonly compress: readonly string[];
}

/**
 * The modern half of what ssh2 1.17 can do (`lib/protocol/constants.js`; RFC 9142). Not among it: SHA-1 in key exchange
 * and host keys, CBC, and compression, which would let a router answer with far more bytes than it sends. Nor group
 * exchange: the check of a prime of the router's choice takes a thread seconds (24 s at 8192 bits), in which every other
 * device of that thread stands still. The largest fixed group takes a fraction of one.
 */
const MODERN: AlgorithmLists = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group18-sha512',
  ],
  serverHostKey: [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
  ],
  hmac: [
    'hmac-sha2-256-etm@openssh.com',
    'hmac-sha2-512-etm@openssh.com',
    'hmac-sha2-256',
    'hmac-sha2-512',
    // Not weak as a MAC (RFC 6194 §3.3), and all that many routers with modern ciphers have beside them.
    'hmac-sha1',
  ],
  compress: ['none'],
};

/** Older names come after all newer ones: a router that can do better is spoken to better, and shows the same host key. */
const older = (than: AlgorithmLists, added: Omit<AlgorithmLists, 'compress'>): AlgorithmLists => ({
  kex: [...than.kex, ...added.kex],
  serverHostKey: [...than.serverHostKey, ...added.serverHostKey],
  cipher: [...than.cipher, ...added.cipher],
  hmac: [...than.hmac, ...added.hmac],
  compress: than.compress,
});

/** Group exchange, SHA-1 in key exchange and host keys, CBC: nothing that anybody is known to break within one session. */
const LEGACY = older(MODERN, {
  kex: ['diffie-hellman-group-exchange-sha256', 'diffie-hellman-group14-sha1', 'diffie-hellman-group-exchange-sha1'],
  serverHostKey: ['ssh-rsa'],
  cipher: ['aes256-cbc', 'aes192-cbc', 'aes128-cbc'],
  hmac: ['hmac-sha1-96'],
});

/** The 1990s: a group of 1024 bits (RFC 9142 §3.2.1), DSA, 64-bit blocks (RFC 8429), MD5. */
const ANCIENT = older(LEGACY, {
  kex: ['diffie-hellman-group1-sha1'],
  serverHostKey: ['ssh-dss'],
  cipher: ['3des-cbc'],
  hmac: ['hmac-md5', 'hmac-md5-96'],
});

/** What this side offers, by the profile of a device. Each holds all of the one before it. */
export const PROFILES: Readonly<Record<AlgorithmProfile, AlgorithmLists>> = {
  modern: MODERN,
  legacy: LEGACY,
  ancient: ANCIENT,
};

/** What a router offers; ciphers, MACs and compression by direction (RFC 4253 §7.1). */
export interface RouterOffer extends Pick<AlgorithmLists, 'kex' | 'serverHostKey'> {
  readonly toRouter: Omit<AlgorithmLists, 'kex' | 'serverHostKey'>;
  readonly fromRouter: Omit<AlgorithmLists, 'kex' | 'serverHostKey'>;
}

const isGroupExchange = (name: string) => name.includes('group-exchange');

/** ssh2 takes group exchange out of the negotiation with routers of this identification (its `COMPAT_CHECKS`, issue 1235). */
const NO_GROUP_EXCHANGE = 'Cisco-1.25';

const kexFor = (profile: AlgorithmProfile, ident: string) =>
  PROFILES[profile].kex.filter((name) => ident !== NO_GROUP_EXCHANGE || !isGroupExchange(name));

const common = (ours: readonly string[], theirs: readonly string[]) => ours.find((name) => theirs.includes(name));

/** Ciphers that bring their own integrity check: no MAC is negotiated beside them. */
const hasOwnCheck = (cipher: string) => cipher.endsWith('@openssh.com');

function directionWorks(ours: AlgorithmLists, theirs: RouterOffer['toRouter']): boolean {
  const cipher = common(ours.cipher, theirs.cipher);
  if (cipher === undefined || common(ours.compress, theirs.compress) === undefined) return false;
  return hasOwnCheck(cipher) || common(ours.hmac, theirs.hmac) !== undefined;
}

function works(profile: AlgorithmProfile, offer: RouterOffer, ident: string): boolean {
  const ours = PROFILES[profile];
  return (
    common(kexFor(profile, ident), offer.kex) !== undefined &&
    common(ours.serverHostKey, offer.serverHostKey) !== undefined &&
    directionWorks(ours, offer.toRouter) &&
    directionWorks(ours, offer.fromRouter)
  );
}

/** The newest profile with which a negotiation would have found something; null: none of them. */
export function profileFor(offer: RouterOffer, ident: string): AlgorithmProfile | null {
  return ALGORITHM_PROFILES.find((profile) => works(profile, offer, ident)) ?? null;
}

interface Category {
  /** In ssh2's errors, e.g. `no matching key exchange algorithm`. */
  readonly pattern: RegExp;
  ours(lists: AlgorithmLists): readonly string[];
  theirs(offer: RouterOffer): readonly string[];
}

const CATEGORIES: readonly Category[] = [
  { pattern: /key exchange/, ours: (lists) => lists.kex, theirs: (offer) => offer.kex },
  { pattern: /host key/, ours: (lists) => lists.serverHostKey, theirs: (offer) => offer.serverHostKey },
  { pattern: /C->S cipher/, ours: (lists) => lists.cipher, theirs: (offer) => offer.toRouter.cipher },
  { pattern: /S->C cipher/, ours: (lists) => lists.cipher, theirs: (offer) => offer.fromRouter.cipher },
  { pattern: /C->S MAC/, ours: (lists) => lists.hmac, theirs: (offer) => offer.toRouter.hmac },
  { pattern: /S->C MAC/, ours: (lists) => lists.hmac, theirs: (offer) => offer.fromRouter.hmac },
  { pattern: /C->S compression/, ours: (lists) => lists.compress, theirs: (offer) => offer.toRouter.compress },
  { pattern: /S->C compression/, ours: (lists) => lists.compress, theirs: (offer) => offer.fromRouter.compress },
];

/** Words of the protocol that stand among the key exchanges and are none (RFC 8308; OpenSSH's strict key exchange). */
const isAlgorithm = (name: string) => !/^(?:ext-info-[cs]|kex-strict-)/.test(name);

const listed = (names: readonly string[]) => plainText(names.filter(isAlgorithm).join(', ')) || 'nothing';

export interface Negotiation {
  readonly profile: AlgorithmProfile;
  /** The software part of the router's identification line. */
  readonly ident: string;
  /** Null: the router's offer never came, or could not be read. */
  readonly offer: RouterOffer | null;
}

/**
 * What a negotiation that failed with this message of ssh2 had to choose from, and what would have worked: e.g.
 * `router offers a, b`, `allowed here (modern) c, d`, `set this device to legacy`. Empty where the message names no category.
 */
export function compareOffers(message: string, { profile, ident, offer }: Negotiation): string[] {
  const category = CATEGORIES.find(({ pattern }) => pattern.test(message));
  if (!category) return [];
  const theirs = offer ? listed(category.theirs(offer)) : 'unknown';
  const sides = [`router offers ${theirs}`, `allowed here (${profile}) ${listed(category.ours(PROFILES[profile]))}`];
  return offer ? [...sides, wayOut(offer, ident)] : sides;
}

function wayOut(offer: RouterOffer, ident: string): string {
  const better = profileFor(offer, ident);
  if (better !== null) return `set this device to ${better}`;
  const only = offer.kex.filter(isAlgorithm);
  if (ident === NO_GROUP_EXCHANGE && only.length > 0 && only.every(isGroupExchange)) {
    return `the router offers group exchange alone, which cannot be used with ${ident}: enable another key exchange on it`;
  }
  return 'no profile allows what it offers';
}
