import type { Algorithms } from 'ssh2';
import { createRsaHostKey, type HostKey } from './host-keys';

/** What an old router offers and nothing else: the names of 2005, and those of 1999. */
export type OldAlgorithms = 'legacy' | 'ancient';

/** RFC 4253 sections 6 to 8 name them all; RFC 9142 says which of them are to be left. */
export const OLD_ALGORITHMS: Readonly<Record<OldAlgorithms, Algorithms>> = {
  legacy: {
    kex: ['diffie-hellman-group14-sha1'],
    serverHostKey: ['ssh-rsa'],
    cipher: ['aes256-cbc', 'aes128-cbc'],
    hmac: ['hmac-sha1'],
  },
  ancient: {
    kex: ['diffie-hellman-group1-sha1'],
    serverHostKey: ['ssh-rsa'],
    cipher: ['3des-cbc'],
    hmac: ['hmac-sha1', 'hmac-md5'],
  },
};

const keys = new Map<OldAlgorithms, HostKey>();
const MODULUS_BITS = { legacy: 2048, ancient: 1024 } as const;

/** The RSA key of such routers, one for all of them: making one takes a good part of a second. */
export function oldHostKey(age: OldAlgorithms): HostKey {
  const key = keys.get(age) ?? createRsaHostKey(MODULUS_BITS[age]);
  keys.set(age, key);
  return key;
}
