// How the demo, the benchmark and the tests come by a client: sign in once, make an API token, and go on as another service.
import { type AreaZeroClient, createAreaZeroClient } from '../src/client/client';

export interface PortalAccount {
  /** Without a path, e.g. `http://localhost:3000`. */
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

export type PortalClient = ReturnType<typeof portalClient>;

/** Signs in, makes an admin token named `tokenName`, and returns a client that uses it. Rejects when the sign-in is refused. */
export async function connectPortal(account: PortalAccount, tokenName: string): Promise<PortalClient> {
  const { url } = account;
  const made = await fetch(`${url}/api/trpc/tokens.create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: await signIn(account), origin: url },
    body: JSON.stringify({ name: tokenName, role: 'admin' }),
  });
  if (!made.ok) throw new Error(`An API token was refused: ${made.status} ${await made.text()}`);
  const { result } = (await made.json()) as { result: { data: { token: string } } };
  return portalClient(url, result.data.token);
}

export function portalClient(url: string, token: string) {
  const trpc: AreaZeroClient = createAreaZeroClient({ url, token });
  return { token, trpc, follow: trpc.follow, ended: trpc.ended, close: trpc.close };
}

/** Returns what a browser would send as its cookies from then on. */
export async function signIn({ url, email, password }: PortalAccount): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`Sign-in as ${email} was refused: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
