import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { askGoogle, type GoogleFailure } from './google-request';

/** What the key file of a service account holds, as far as it is needed. */
const keyFileSchema = z.object({
  type: z.literal('service_account'),
  client_email: z.email().max(320),
  private_key: z.string().min(1).max(20_000),
  private_key_id: z.string().max(200).optional(),
  token_uri: z.url().max(500).optional(),
});

export interface ServiceAccount {
  readonly clientEmail: string;
  readonly privateKey: string;
  readonly keyId: string | null;
  readonly tokenUrl: string;
}

export type ReadKey =
  | { readonly ok: true; readonly account: ServiceAccount }
  | { readonly ok: false; readonly message: string };

export interface TokenPlaces {
  /** Where tokens are asked for, unless the key names another place on an allowed host. */
  readonly tokenUrl: string;
  /** Origins that a signed request may be sent to. A key file is pasted by people: it is not trusted with that. */
  readonly allowedOrigins: readonly string[];
}

/** Reads a key file (JSON). The messages hold nothing of it but the host that it names. */
export async function readServiceAccount(text: string, { tokenUrl, allowedOrigins }: TokenPlaces): Promise<ReadKey> {
  const parsed = keyFileSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0];
    const what = field === undefined ? '' : `; ${String(field)} is missing or is not what it should be`;
    return { ok: false, message: `expected the JSON key file of a Google service account${what}` };
  }
  const { client_email, private_key, private_key_id = null, token_uri = tokenUrl } = parsed.data;
  if (!allowedOrigins.includes(new URL(token_uri).origin)) {
    const { host } = new URL(token_uri);
    return { ok: false, message: `expected token_uri at ${allowedOrigins.join(' or ')}, got ${host.slice(0, 100)}` };
  }
  const account = { clientEmail: client_email, privateKey: private_key, keyId: private_key_id, tokenUrl: token_uri };
  try {
    await importPKCS8(private_key, 'RS256');
  } catch {
    return { ok: false, message: 'expected a private_key that is an RSA key in PEM (PKCS #8)' };
  }
  return { ok: true, account };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const SCOPE = 'https://www.googleapis.com/auth/spreadsheets.readonly';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export type GoogleToken = { readonly ok: true; readonly token: string } | GoogleFailure;

/** An access token for reading, by a signed assertion (RFC 7523 §2.1; Google, "OAuth 2.0 for service accounts"). */
export async function accessToken(account: ServiceAccount): Promise<GoogleToken> {
  const key = await importPKCS8(account.privateKey, 'RS256');
  const assertion = await new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(account.keyId ? { kid: account.keyId } : {}) })
    .setIssuer(account.clientEmail)
    .setAudience(account.tokenUrl)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(key);
  const answer = await askGoogle(account.tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: GRANT, assertion }).toString(),
  });
  if (!answer.ok) return answer;
  const body = answer.body as { access_token?: unknown; error?: unknown; error_description?: unknown } | null;
  if (answer.status === 200 && typeof body?.access_token === 'string') return { ok: true, token: body.access_token };
  return { ok: false, message: refusalOf(body, account.clientEmail) };
}

/** Errors of RFC 6749 §5.2, in the words that help. */
function refusalOf(body: { error?: unknown; error_description?: unknown } | null, email: string): string {
  const description = String(body?.error_description ?? '');
  if (/reasonable timeframe|iat|exp\b/i.test(description)) {
    return 'Google refused the key of the service account because of the time: set the clock of this machine';
  }
  if (/account not found/i.test(description))
    return `Google knows no service account ${email}: it was deleted, or is of another project`;
  if (body?.error === 'invalid_grant') {
    return `Google refused the key of ${email}: it was deleted or replaced. Make a new key and store it in this connection`;
  }
  return `Google gave no access to ${email}: check the service account, and store its key anew`;
}
