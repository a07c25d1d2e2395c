import type { Secrets } from '../engine/ports';
import { badInput } from './errors';

/** Whether a private key can be read with its passphrase; null: it can. Implemented by server/ssh, which knows the formats. */
export type CheckKey = (
  privateKey: string,
  passphrase: string | null,
) => { readonly field: 'privateKey' | 'passphrase'; readonly message: string } | null;

interface KeyFields {
  readonly privateKey?: string | null | undefined;
  readonly passphrase?: string | null | undefined;
}

/**
 * Throws BAD_REQUEST that names the field where a credential would have a key that no login can use. What the change leaves
 * out is taken from the stored credential; it does not leave this function.
 */
export async function assertKeyReadable(
  { credentials, checkKey }: { readonly credentials: Secrets; readonly checkKey: CheckKey },
  change: KeyFields,
  credentialId: string | null,
): Promise<void> {
  if (change.privateKey === undefined && change.passphrase === undefined) return;
  const stored = credentialId === null ? null : await credentials.reveal(credentialId);
  const { privateKey = stored?.privateKey ?? null, passphrase = stored?.passphrase ?? null } = change;
  if (privateKey === null) {
    if (change.passphrase) throw badInput('passphrase', 'expected a private key that it belongs to');
    return;
  }
  const problem = checkKey(privateKey, passphrase);
  if (problem) throw badInput(problem.field, problem.message);
}
