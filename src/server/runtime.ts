import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { PROCEDURE_ROLES } from './api/app-router';
import type { Services } from './api/context';
import { createDownloads } from './api/downloads';
import { createHealth } from './api/health';
import { createHttpContext } from './api/http-context';
import { createDoor, type Pages } from './api/http-door';
import { allowedNames } from './api/origins';
import { requestEventOf } from './api/request-event';
import { createRest } from './api/rest-http';
import { securityHeaders } from './api/security-headers';
import { trpcHttpHandler } from './api/trpc-http';
import { createTrpcWebsocket } from './api/trpc-websocket';
import { authHandler, CLIENT_ADDRESS_HEADER } from './auth/better-auth';
import { bearerToken } from './auth/identify';
import type { Database } from './db/client';
import { databaseBytes } from './db/database-path';
import { createRetention } from './db/retention';
import type { Env } from './env';
import { startHousekeeping } from './housekeeping';
import { createLog, type PortalLog } from './log';
import { createMetrics } from './metrics/metrics';
import { openOwnDatabase } from './own-database';
import { createServices } from './services';
import { takeUp } from './take-up';
import { portalVersion } from './version';

export interface PortalOptions {
  readonly log?: PortalLog;
  /** Absent, the portal has no pages. */
  readonly pages?: () => Promise<Pages>;
}

/** The whole portal. Nothing of it is global: tests run several in one process. */
export interface Portal {
  /** Where it listens, as PUBLIC_URL says it. */
  readonly url: string;
  readonly services: Services;
  /**
   * Ends it in order: no new connection and no new device, clients are told, running devices have `graceMs`, everything is
   * stored, the database is closed. A second call waits for the first.
   */
  close(graceMs: number): Promise<void>;
}

/** How long a request that is under way may take to end once the portal stops. */
const REQUEST_GRACE_MS = 2_000;

/** The composition root: configuration to running portal. Rejects, with nothing left open, where it cannot start. */
export async function createPortal(
  env: Env,
  { log = createLog(env.LOG_LEVEL), pages }: PortalOptions = {},
): Promise<Portal> {
  const database = await openOwnDatabase(env.DATABASE_URL, log);
  try {
    return await openPortal(env, database, log, pages);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openPortal(
  env: Env,
  database: Database,
  log: PortalLog,
  pages: PortalOptions['pages'],
): Promise<Portal> {
  // Where the address is taken nothing can be served: better known before the recovery below sends anything.
  await close(await listen(createServer(), env));

  let closing: Promise<void> | undefined;
  const metrics = createMetrics();
  const { services, auth, identify } = await createServices(
    env,
    database,
    { log, metrics },
    () => closing !== undefined,
  );
  await takeUp(database, services, log);

  const websocket = createTrpcWebsocket(services, identify);
  const contextOf = createHttpContext(services);
  metrics.readFrom({
    version: portalVersion(),
    jobs: () => services.jobs.countByState(),
    load: () => services.engine.load(),
    maxSessions: env.MAX_SESSIONS,
    inventory: () => database.reads.prisma.device.count(),
    websockets: () => websocket.connected(),
    databaseBytes: () => databaseBytes(env.DATABASE_URL),
  });
  const door = createDoor({
    names: allowedNames(env.PUBLIC_URL, env.HOST, env.PORT),
    headers: securityHeaders(env.PUBLIC_URL, env.NODE_ENV === 'development'),
    health: createHealth({
      metrics,
      ready: async () => {
        await database.ping();
        return database.migrationsApplied();
      },
    }),
    auth: authHandler(auth),
    trpc: trpcHttpHandler(services, contextOf),
    downloads: createDownloads(services),
    rest: createRest(services, contextOf, env.PUBLIC_URL),
    websocket,
    identify,
    bearerToken,
    addressHeader: CLIENT_ADDRESS_HEADER,
    pages: pages ? await pages() : null,
    meter: metrics.api,
    log,
  });
  const { server, cut } = serverOf(door, log);
  await listen(server, env);
  announce(env, services, log);
  services.webhookSender.start();
  const endHousekeeping = startHousekeeping(createRetention(database, retentionOf(env)), log);

  const end = async (graceMs: number) => {
    const closed = close(server);
    websocket.announceRestart();
    await services.engine.stop(graceMs);
    await services.webhookSender.stop();
    await endHousekeeping();
    await websocket.close();
    const timer = setTimeout(cut, REQUEST_GRACE_MS);
    server.closeIdleConnections();
    await closed;
    clearTimeout(timer);
    await database.close();
    log.info({}, 'stopped');
  };
  return {
    url: env.PUBLIC_URL,
    services,
    close(graceMs) {
      closing ??= end(graceMs);
      return closing;
    },
  };
}

const retentionOf = ({ RETENTION_DAYS: days, RETENTION_MAX_MB: megabytes }: Env) => ({
  maxAgeMs: days === 0 ? null : days * 86_400_000,
  maxBytes: megabytes === 0 ? null : megabytes * 2 ** 20,
});

function serverOf(door: ReturnType<typeof createDoor>, log: PortalLog): { server: Server; cut: () => void } {
  const server = createServer({ requestTimeout: 120_000 });
  server.on('request', (req, res) => {
    door.request(req, res).catch((error) => {
      const { requestId } = requestEventOf(res);
      log.error({ requestId, err: error, method: req.method }, 'A request could not be answered');
      // Nothing may be added to an answer that has begun: without its end nobody takes it for whole.
      if (res.headersSent) res.destroy();
      else res.writeHead(500, { 'Content-Type': 'text/plain' }).end(`Something went wrong (reference ${requestId})\n`);
    });
  });
  server.on('upgrade', door.upgrade);
  // Upgraded sockets are no longer among the server's connections, and one that is left open would keep it from closing.
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { server, cut };
}

function announce(env: Env, { firstAdmin: { code } }: Services, log: PortalLog): void {
  log.info({ url: env.PUBLIC_URL, host: env.HOST, port: env.PORT, procedures: PROCEDURE_ROLES.size }, 'listening');
  if (!code) return;
  const setup = { setupUrl: `${env.PUBLIC_URL}/setup`, setupCode: code };
  log.warn(setup, 'No account yet: make the first admin with this code');
}

const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

const listen = (server: Server, { PORT, HOST }: Env) =>
  new Promise<Server>((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, HOST, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
