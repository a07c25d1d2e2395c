import type { Algorithms } from 'ssh2';
import { createDsaPrivateKey } from './dsa-key';
import { createRsaHostKey, type HostKey, readHostKey } from './host-keys';

/** What an old router offers and nothing else: the names of 2005, those of 1999, and those with a DSA host key. */
export type OldAlgorithms = 'legacy' | 'ancient' | 'ancient-dss';

const ANCIENT: Algorithms = {
  kex: ['diffie-hellman-group1-sha1'],
  serverHostKey: ['ssh-rsa'],
  cipher: ['3des-cbc'],
  hmac: ['hmac-sha1', 'hmac-md5'],
};

/** RFC 4253 sections 6 to 8 name them all; RFC 9142 says which of them are to be left. */
export const OLD_ALGORITHMS: Readonly<Record<OldAlgorithms, Algorithms>> = {
  legacy: {
    kex: ['diffie-hellman-group14-sha1'],
    serverHostKey: ['ssh-rsa'],
    cipher: ['aes256-cbc', 'aes128-cbc'],
    hmac: ['hmac-sha1'],
  },
  ancient: ANCIENT,
  'ancient-dss': { ...ANCIENT, serverHostKey: ['ssh-dss'] },
};

const keys = new Map<OldAlgorithms, HostKey>();

/** The host key of such routers, one for all of an age: making one takes a good part of a second. */
export function oldHostKey(age: OldAlgorithms): HostKey {
  const key = keys.get(age) ?? createOldKey(age);
  keys.set(age, key);
  return key;
}

function createOldKey(age: OldAlgorithms): HostKey {
  if (age === 'ancient-dss') return readHostKey(createDsaPrivateKey());
  return createRsaHostKey(age === 'legacy' ? 2048 : 1024);
}
