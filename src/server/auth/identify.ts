import { roleOf } from './accounts';
import type { Actor } from './actor';
import type { ApiTokens } from './api-tokens';
import type { Auth } from './better-auth';

/** What a request or a websocket brings along to say who it is. */
export interface Credentials {
  /** The `Cookie` header; to be left out where the request's origin is not ours. */
  readonly cookie?: string | undefined;
  /** An API token. Where there is one, cookies do not count. */
  readonly token?: string | undefined;
}

/** Who that is by what the database says now; null for nobody. */
export type Identify = (credentials: Credentials) => Promise<Actor | null>;

/** The token of an `Authorization` header; an empty string (nobody's token) where the header is of another kind. */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';
}

export function createIdentify(auth: Auth, tokens: ApiTokens): Identify {
  return async ({ cookie, token }) => {
    if (token !== undefined) return tokens.actorOf(token);
    if (!cookie) return null;
    const found = await auth.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } });
    const role = roleOf(found?.user.role);
    if (!found || !role || found.user.banned) return null;
    return { kind: 'user', id: found.user.id, name: found.user.email, role };
  };
}
