import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTRPCClient, createWSClient, httpLink, type TRPCClient, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';
import type { Role } from '@/domain/role';
import type { AppRouter } from '@/server/api/app-router';
import type { Pages } from '@/server/api/http-door';
import { type Env, loadEnv } from '@/server/env';
import { createLog } from '@/server/log';
import { createPortal, type Portal } from '@/server/runtime';
import { freePort } from '../../scripts/portal-process';

export type ApiClient = TRPCClient<AppRouter>;

/** How a test says who it is. */
export type As = { readonly cookie: string } | { readonly token: string } | null;

export interface TestPortal {
  readonly url: string;
  readonly wsUrl: string;
  /** Signed in by cookie as the first admin. */
  readonly admin: ApiClient;
  readonly adminCookie: string;
  readonly adminEmail: string;
  readonly adminPassword: string;
  readonly dbPath: string;
  readonly env: Env;
  readonly services: Portal['services'];
  /** Everything logged so far, as JSON lines. */
  readonly logs: () => string;
  /** An API token of that role. */
  createToken(role: Role): Promise<string>;
  /** An account of that role; the value of its `Cookie` header after sign-in. */
  createUser(role: Role): Promise<{ id: string; email: string; password: string; cookie: string }>;
  /** The raw answer of the sign-in, for tests that look at it. */
  signInResponse(email: string, password: string): Promise<Response>;
  /** The value of the `Cookie` header. Throws where the sign-in is refused. */
  signIn(email: string, password: string): Promise<string>;
  /** A client over HTTP. */
  client(as: As): ApiClient;
  /** A client over a websocket of its own, and how to cut and to end it. */
  socketClient(as: As): { client: ApiClient; cut(): void; close(): Promise<void>; opened(): number };
  close(): Promise<void>;
}

export interface TestPortalOptions {
  readonly env?: Record<string, string>;
  /** To start again on the same data. */
  readonly dir?: string;
  readonly secretKey?: string;
  readonly keepDir?: boolean;
  readonly pages?: () => Promise<Pages>;
}

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');

/** The real portal in this process, without pages, on a free port, with a database and secrets of its own. */
export async function startPortal(options: TestPortalOptions = {}): Promise<TestPortal> {
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'areazero-portal-')));
  const dbPath = join(dir, 'areazero.db');
  const adminEmail = 'admin@example.net';
  const adminPassword = `Pw-${randomBytes(12).toString('base64url')}`;
  const port = await freePort();
  const env = loadEnv({
    NODE_ENV: 'test',
    PORT: String(port),
    DATABASE_URL: `file:${dbPath}`,
    SECRET_KEY: options.secretKey ?? randomBytes(32).toString('base64'),
    ADMIN_EMAIL: adminEmail,
    ADMIN_PASSWORD: adminPassword,
    ALLOWED_TARGETS: '127.0.0.0/8',
    LOG_LEVEL: 'info',
    // A thread that reads TypeScript takes a second to start; tests of threads say so.
    WORKERS: '0',
    ...options.env,
  });
  const lines: string[] = [];
  const log = createLog(env.LOG_LEVEL, { write: (line: string) => void lines.push(line) });
  const portal = await createPortal(env, { log, pages: options.pages });
  const url = `http://localhost:${port}`;
  const wsUrl = `ws://localhost:${port}/ws/trpc`;
  let made = 0;

  const client = (as: As): ApiClient =>
    createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${url}/api/trpc`, headers: headersOf(as), methodOverride: 'POST' })],
    });

  const signInResponse = (email: string, password: string) =>
    fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email, password }),
    });

  async function signIn(email: string, password: string): Promise<string> {
    const response = await signInResponse(email, password);
    if (!response.ok) throw new Error(`Sign-in refused: ${response.status} ${await response.text()}`);
    return cookieOf(response);
  }

  function socketClient(as: As) {
    const sockets = new Set<WebSocket>();
    let opened = 0;
    class TestSocket extends WebSocket {
      constructor(address: string | URL) {
        super(address, as && 'cookie' in as ? { headers: { cookie: as.cookie, origin: url } } : {});
        sockets.add(this);
        this.on('open', () => {
          opened += 1;
        });
        this.on('close', () => sockets.delete(this));
        // A refused or cut connection is what some tests are about.
        this.on('error', () => {});
      }
    }
    const socket = createWSClient({
      url: wsUrl,
      WebSocket: TestSocket as unknown as typeof globalThis.WebSocket,
      connectionParams: as && 'token' in as ? { token: as.token } : null,
      retryDelayMs: () => 20,
    });
    return {
      client: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
      cut: () => {
        for (const one of sockets) one.terminate();
      },
      opened: () => opened,
      close: () => socket.close(),
    };
  }

  const withAccount = env.ADMIN_EMAIL === adminEmail && env.ADMIN_PASSWORD === adminPassword && !options.dir;
  const adminCookie = withAccount ? await signIn(adminEmail, adminPassword) : '';
  const admin = client({ cookie: adminCookie });

  return {
    url,
    wsUrl,
    admin,
    adminCookie,
    adminEmail,
    adminPassword,
    dbPath,
    env,
    services: portal.services,
    logs: () => lines.join(''),
    signIn,
    signInResponse,
    client,
    socketClient,
    async createToken(role) {
      made += 1;
      return (await admin.tokens.create.mutate({ name: `${role}-${made}`, role })).token;
    },
    async createUser(role) {
      made += 1;
      const email = `${role}-${made}@example.net`;
      const password = `Pw-${randomBytes(12).toString('base64url')}`;
      const { id } = await admin.users.create.mutate({ email, password, name: role, role });
      return { id, email, password, cookie: await signIn(email, password) };
    },
    async close() {
      await portal.close(1_000);
      if (!options.keepDir) await rm(dir, { recursive: true, force: true });
    },
  };
}

export function headersOf(as: As): Record<string, string> {
  if (!as) return {};
  return 'token' in as ? { authorization: `Bearer ${as.token}` } : { cookie: as.cookie };
}
