import { encodeLsa, type Lsa } from './lsa';
import { lsaTimes } from './timers';

/** What the header of an LSA says at one moment. `age` is in seconds, `length` in bytes. */
export interface LsaSeal {
  readonly age: number;
  readonly sequence: number;
  readonly checksum: number;
  readonly length: number;
}

const cache = new WeakMap<Lsa, Omit<LsaSeal, 'age'>>();

/** The header of an LSA when the network is `ageSeconds` old. Checksums are kept until the next refresh. */
export function sealLsa(lsa: Lsa, ageSeconds: number): LsaSeal {
  const { age, sequence } = lsaTimes(lsa, ageSeconds);
  let sealed = cache.get(lsa);
  if (sealed?.sequence !== sequence) {
    const bytes = encodeLsa(lsa, sequence);
    sealed = { sequence, checksum: bytes.readUInt16BE(16), length: bytes.length };
    cache.set(lsa, sealed);
  }
  return { age, ...sealed };
}
