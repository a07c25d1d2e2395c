import type { IncomingMessage, ServerResponse } from 'node:http';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { toNodeHandler } from 'better-auth/node';
import { admin } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements } from 'better-auth/plugins/admin/access';
import type { AuthClient } from '../db/auth-client';
import type { Throttle } from './throttle';

/** Set by our own server from the socket, after anything that a client sent under this name was removed. */
export const CLIENT_ADDRESS_HEADER = 'x-areazero-client-address';

export interface AuthLog {
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

export interface AuthOptions {
  readonly client: AuthClient;
  /** 32 bytes for signing cookies; derived, never SECRET_KEY itself. */
  readonly secret: Uint8Array;
  readonly publicUrl: string;
  readonly trustedOrigins: readonly string[];
  readonly perAccount: Throttle;
  readonly perAddress: Throttle;
  readonly log: AuthLog;
}

const WEEK_SECONDS = 7 * 24 * 3600;

const access = createAccessControl(defaultStatements);
const ROLES = {
  viewer: access.newRole({ user: [], session: [] }),
  operator: access.newRole({ user: [], session: [] }),
  admin: adminAc,
};

/** Accounts and sessions by better-auth: email and password, no public sign-up, no telemetry. */
export function createAuth({ client, secret, publicUrl, trustedOrigins, perAccount, perAddress, log }: AuthOptions) {
  const signIn = '/sign-in/email';
  return betterAuth({
    appName: 'Area Zero',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: Buffer.from(secret).toString('base64'),
    trustedOrigins: [...trustedOrigins],
    database: prismaAdapter(client, { provider: 'sqlite' }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { expiresIn: WEEK_SECONDS },
    // Ours below counts failures only, by account too; the library's own counts every request by address.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      // The door has refused foreign origins before (http-door.ts); the library would also refuse programs, which send none.
      disableCSRFCheck: true,
      useSecureCookies: publicUrl.startsWith('https:'),
      cookiePrefix: 'areazero',
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
    },
    plugins: [admin({ defaultRole: 'viewer', ac: access, roles: ROLES })],
    logger: {
      level: 'warn',
      log: (level, message) => (level === 'error' ? log.error : log.warn).call(log, { from: 'better-auth' }, message),
    },
    onAPIError: {
      onError: (error) => {
        // Refusals are answers; only surprises are worth a line. By number: the library has refusals of several classes.
        const status = (error as { statusCode?: unknown } | null)?.statusCode;
        if (typeof status !== 'number' || status >= 500)
          log.error({ err: error, from: 'better-auth' }, 'An auth request failed');
      },
    },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        if (ctx.path !== signIn) return;
        const [account, address] = [accountOf(ctx.body), addressOf(ctx.headers)];
        const waitMs = Math.max(perAccount.waitMs(account), perAddress.waitMs(address));
        if (waitMs === 0) {
          // Before the password is looked at: guesses that come all at once are counted like those one by one.
          perAccount.failed(account);
          perAddress.failed(address);
          return;
        }
        // The same for accounts that exist and those that do not.
        throw new APIError(
          'TOO_MANY_REQUESTS',
          { message: 'Too many failed sign-ins: try again later', code: 'TOO_MANY_FAILED_SIGN_INS' },
          { 'Retry-After': String(Math.ceil(waitMs / 1000)) },
        );
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path !== signIn || ctx.context.returned instanceof APIError) return;
        perAccount.succeeded(accountOf(ctx.body));
        perAddress.undo(addressOf(ctx.headers));
      }),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

const accountOf = (body: unknown): string => {
  const email = body && typeof body === 'object' && 'email' in body ? body.email : '';
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : '';
};
const addressOf = (headers: Headers | undefined): string => headers?.get(CLIENT_ADDRESS_HEADER) ?? '';

/** All that is reachable over HTTP; accounts are managed through the api, where roles and the audit trail are ours. */
const PUBLIC_PATHS = new Set([
  '/api/auth/sign-in/email',
  '/api/auth/sign-out',
  '/api/auth/get-session',
  '/api/auth/change-password',
  '/api/auth/revoke-other-sessions',
]);

/** Serves better-auth's own paths; false where the path is none of them. */
export function authHandler(auth: Auth): (req: IncomingMessage, res: ServerResponse) => Promise<boolean> {
  const handle = toNodeHandler(auth);
  return async (req, res) => {
    if (!PUBLIC_PATHS.has((req.url ?? '').split('?', 1)[0]!)) return false;
    await handle(req, res);
    return true;
  };
}
