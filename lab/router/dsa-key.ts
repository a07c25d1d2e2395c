import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** One value of DER (X.690 section 8.1): its whole encoding, and what is in it. */
interface DerValue {
  readonly whole: Buffer;
  readonly content: Buffer;
}

const LONG_LENGTH = 0x80;

/** The values that stand one after another. */
function readDer(bytes: Buffer): DerValue[] {
  const values: DerValue[] = [];
  for (let start = 0; start < bytes.length; ) {
    const first = bytes[start + 1]!;
    const lengthBytes = first & LONG_LENGTH ? first & ~LONG_LENGTH : 0;
    const length = lengthBytes === 0 ? first : bytes.readUIntBE(start + 2, lengthBytes);
    const end = start + 2 + lengthBytes + length;
    values.push({ whole: bytes.subarray(start, end), content: bytes.subarray(end - length, end) });
    start = end;
  }
  return values;
}

function sequence(parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length);
  return Buffer.concat([Buffer.from([0x30, LONG_LENGTH | 2]), length, content]);
}

const der = (key: KeyObject, type: 'spki' | 'pkcs8') => readDer(key.export({ type, format: 'der' }))[0]!.content;

/**
 * A fresh DSA private key of 1024 bits, the only size of ssh-dss (FIPS 186-2), in the old form of OpenSSL (version, p, q,
 * g, y, x), which is the one that ssh2 reads; node writes PKCS #8 alone.
 */
export function createDsaPrivateKey(): string {
  const { publicKey, privateKey } = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 });
  const [version, algorithm, secret] = readDer(der(privateKey, 'pkcs8'));
  const parameters = readDer(algorithm!.content)[1]!;
  const [, point] = readDer(der(publicKey, 'spki'));
  // A bit string begins with the number of its unused bits.
  const y = point!.content.subarray(1);
  const body = sequence([version!.whole, parameters.content, y, secret!.content]).toString('base64');
  return `-----BEGIN DSA PRIVATE KEY-----\n${body.replace(/.{1,64}/g, '$&\n')}-----END DSA PRIVATE KEY-----\n`;
}
