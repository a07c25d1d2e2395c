import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@/domain/result';

/** A private key as the SSH library holds it, ready to sign. */
export interface LoginKey {
  /** Name of its format, e.g. `ssh-ed25519`. */
  readonly type: string;
  isPrivateKey(): boolean;
}

/** The SSH library's parser: a key, or why there is none. */
export type ParseKey = (text: string, passphrase?: string) => LoginKey | Error;

/** What is wrong with a private key, and in which of its two parts. `message` is a clause that holds no secret. */
export interface KeyProblem {
  readonly field: 'privateKey' | 'passphrase';
  readonly message: string;
}

export type KeyReader = (privateKey: string, passphrase: string | null) => Result<LoginKey, KeyProblem>;

/** Keys kept read. One with a passphrase takes a third of a second of processor time, and a job asks for it at each login. */
const KEPT = 32;

/** `ssh-keygen -a`: 16 to 24 by default, each about 15 ms here. More than this would hold up everything else. */
const MAX_ROUNDS = 100;

/** Reads private keys in PEM (PKCS #1, SEC 1), OpenSSH or PuTTY format, and remembers the last ones. */
export function createKeyReader(parse: ParseKey): KeyReader {
  const kept = new Map<string, Result<LoginKey, KeyProblem>>();
  return (privateKey, passphrase) => {
    // Of the two only this digest is kept as a name; the length keeps one from running into the other.
    const name = createHash('sha256').update(`${privateKey.length} ${privateKey}${passphrase}`).digest('base64');
    const read = kept.get(name) ?? readKey(parse, privateKey, passphrase);
    kept.delete(name);
    kept.set(name, read);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return read;
  };
}

function readKey(parse: ParseKey, privateKey: string, passphrase: string | null): Result<LoginKey, KeyProblem> {
  const rounds = bcryptRounds(privateKey);
  if (rounds > MAX_ROUNDS) {
    return problem('privateKey', `expected a key with at most ${MAX_ROUNDS} rounds (ssh-keygen -a), got ${rounds}`);
  }
  const key = parse(privateKey.trim(), passphrase ?? undefined);
  if (!(key instanceof Error)) {
    return key.isPrivateKey() ? ok(key) : problem('privateKey', 'expected a private key, got a public one');
  }
  if (/no passphrase given/i.test(key.message)) return problem('passphrase', 'expected the passphrase of this key');
  // A wrong one shows in the padding of the last block, or in what comes out: the library words each differently.
  if (passphrase !== null && /bad passphrase|bad decrypt|integrity check|wrong final block/i.test(key.message)) {
    return problem('passphrase', 'expected the passphrase of this key; this one does not open it');
  }
  return problem('privateKey', 'expected a private key in PEM (not PKCS #8) or OpenSSH format');
}

const problem = (field: KeyProblem['field'], message: string) => err<KeyProblem>({ field, message });

const MAGIC = 'openssh-key-v1\0';

/** Rounds of the key derivation of an OpenSSH key (its `PROTOCOL.key`); 0 for other formats and keys without a passphrase. */
function bcryptRounds(privateKey: string): number {
  const [, body = ''] = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)-----END/.exec(privateKey) ?? [];
  const bytes = Buffer.from(body, 'base64');
  if (!bytes.toString('latin1', 0, MAGIC.length).startsWith(MAGIC)) return 0;
  let at = MAGIC.length;
  const next = (): Buffer => {
    const end = bytes.length < at + 4 ? bytes.length : at + 4 + bytes.readUInt32BE(at);
    const text = bytes.subarray(at + 4, end);
    at = end;
    return text;
  };
  next();
  const derivation = next().toString('latin1');
  const options = next();
  return derivation === 'bcrypt' && options.length >= 4 ? options.readUInt32BE(options.length - 4) : 0;
}
