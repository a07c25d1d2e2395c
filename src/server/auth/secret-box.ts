import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealedPlace, SecretBox } from '../db/credential-store';

const KEY_BYTES = 32;
/** NIST SP 800-38D §5.2.1.1 recommends 96 bits; random ones are good for 2^32 values with one key (§8.3). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

const additionalData = ({ table, rowId, column }: SealedPlace) => Buffer.from(JSON.stringify([table, rowId, column]));

/**
 * AES-256-GCM. A sealed value is `v1.<nonce>.<ciphertext and tag>`, both in base64url. Table, row and column are
 * authenticated with it: a value that was copied to another row or column does not open.
 */
export function createSecretBox(key: Uint8Array): SecretBox {
  if (key.length !== KEY_BYTES) throw new Error(`Expected a key of ${KEY_BYTES} bytes, got ${key.length}`);
  return {
    seal(plain, place) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(additionalData(place));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    open(text, place) {
      const [version, nonceText = '', sealedText = '', ...rest] = text.split('.');
      const nonce = Buffer.from(nonceText, 'base64url');
      const sealed = Buffer.from(sealedText, 'base64url');
      if (version !== VERSION || rest.length > 0 || nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) {
        throw new SealedValueError(place);
      }
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(additionalData(place));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        // Node's own message says only "unable to authenticate data".
        throw new SealedValueError(place);
      }
    },
  };
}

/** A sealed value was changed, was moved from another place, or needs another SECRET_KEY. */
export class SealedValueError extends Error {
  override readonly name = 'SealedValueError';
  constructor({ table, rowId, column }: SealedPlace) {
    super(`${table} ${rowId}: ${column} does not open. It was changed, moved, or sealed with another SECRET_KEY`);
  }
}
