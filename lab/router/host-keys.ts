import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

/** A host key as it is used (PEM) and as clients see it. */
export interface HostKey {
  readonly privateKey: string;
  /** Base64 of SHA-256 over the public key blob, without padding, as OpenSSH prints it after 'SHA256:'. */
  readonly fingerprint: string;
}

/** A fresh ed25519 host key. Keys live in memory only. */
export function createHostKey(): HostKey {
  const pair = ssh2.utils.generateKeyPairSync('ed25519');
  const blob = Buffer.from(pair.public.split(' ')[1] ?? '', 'base64');
  const fingerprint = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { privateKey: pair.private, fingerprint };
}
