/**
 * What this side offers: the modern half of what ssh2 can do. Group exchange last: the arithmetic with a prime of the
 * router's choice blocks its thread, for 8192 bits for half a minute. Not among it: SHA-1 in key exchange and host keys; CBC; and
 * compression, which would let a router answer with far more bytes than it sends. (RFC 9142; ssh2's
 * `lib/protocol/constants.js`.)
 */
export const MODERN_ALGORITHMS = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group14-sha256',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group18-sha512',
    'diffie-hellman-group-exchange-sha256',
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
} as const;

const CATEGORIES: readonly (readonly [RegExp, keyof typeof MODERN_ALGORITHMS])[] = [
  [/key exchange/, 'kex'],
  [/host key/, 'serverHostKey'],
  [/cipher/, 'cipher'],
  [/MAC/, 'hmac'],
  [/compression/, 'compress'],
];
const OFFER = /^Handshake: \(remote\) ([^:]+): (.*)$/;
const OFFERED_NAMES: Readonly<Record<string, keyof typeof MODERN_ALGORITHMS>> = {
  'KEX method': 'kex',
  'Host key format': 'serverHostKey',
  'C->S cipher': 'cipher',
  'S->C cipher': 'cipher',
  'C->S MAC': 'hmac',
  'S->C MAC': 'hmac',
  'C->S compression': 'compress',
  'S->C compression': 'compress',
};

/**
 * Both lists of the category that ssh2 names in its error (`no matching key exchange algorithm`). The router's own is
 * nowhere but in ssh2's debug lines: feed those to `note`.
 */
export function createOfferNotes() {
  const offered = new Map<keyof typeof MODERN_ALGORITHMS, string>();
  return {
    note(debugLine: string): void {
      const [, name = '', list = ''] = OFFER.exec(debugLine) ?? [];
      const category = OFFERED_NAMES[name];
      if (category) offered.set(category, list);
    },
    /** E.g. `router offers a, b; allowed here c, d`. Empty when the message names no category. */
    compare(message: string): string[] {
      const category = CATEGORIES.find(([pattern]) => pattern.test(message))?.[1];
      if (!category) return [];
      const theirs = (offered.get(category) ?? 'unknown').replaceAll(',', ', ');
      return [`router offers ${theirs}`, `allowed here ${MODERN_ALGORITHMS[category].join(', ')}`];
    },
  };
}
