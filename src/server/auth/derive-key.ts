import { hkdfSync } from 'node:crypto';

/** A key for one purpose from the portal's key (HKDF-SHA-256, RFC 5869), so that no two purposes share one. 32 bytes. */
export function deriveKey(secretKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, new Uint8Array(), `areazero/${purpose}`, 32));
}
