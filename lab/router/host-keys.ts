import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

/** A host key as it is used (PEM) and as clients see it. */
export interface HostKey {
  readonly privateKey: string;
  /** Base64 of SHA-256 over the public key blob, without padding, as OpenSSH prints it after 'SHA256:'. */
  readonly fingerprint: string;
}

/** A fresh ed25519 host key, in memory only. */
export function createHostKey(): HostKey {
  for (;;) {
    const privateKey = ssh2.utils.generateKeyPairSync('ed25519').private;
    // About one in two hundred of the keys that ssh2 1.17 makes cannot be read back by it.
    if (!(ssh2.utils.parseKey(privateKey) instanceof Error)) return readHostKey(privateKey);
  }
}

/** A fresh RSA host key with a modulus of so many bits. */
export function createRsaHostKey(bits: number): HostKey {
  return readHostKey(ssh2.utils.generateKeyPairSync('rsa', { bits }).private);
}

/** A host key from its private part in PEM or OpenSSH format; throws on one that cannot be read. */
export function readHostKey(privateKey: string): HostKey {
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const fingerprint = createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '');
  return { privateKey, fingerprint };
}

/** Whether a text is a public key in OpenSSH format, such as the content of an `id_ed25519.pub`. */
export function isPublicKey(text: string): boolean {
  const parsed = ssh2.utils.parseKey(text);
  return !(parsed instanceof Error) && !parsed.isPrivateKey();
}
