import { createServer } from 'node:http';
import { join } from 'node:path';
import next from 'next';
import type { Pages } from './api/http-door';
import { disableTelemetry, type Env, EnvError, processEnv } from './env';
import { consoleInto, createLog } from './log';
import { createPortal } from './runtime';
import { createStaticFiles } from './static-files';

/** Running devices have this long to finish after SIGTERM, then they are cut and marked. */
const GRACE_MS = 30_000;

/** Next renders the pages of this directory; it shares this process, never its modules. */
function nextPages({ NODE_ENV, HOST, PORT }: Env) {
  return async (): Promise<Pages> => {
    disableTelemetry();
    const dev = NODE_ENV === 'development';
    // Next takes every upgrade of the server it is given. This one never opens: it hears only of those that we pass on.
    const upgrades = createServer();
    const app = next({ dev, dir: process.cwd(), hostname: HOST, port: PORT, httpServer: upgrades });
    await app.prepare();
    const handle = app.getRequestHandler();
    const staticFiles = dev ? null : createStaticFiles(join(process.cwd(), '.next/static'));
    return {
      request: async (req, res) => {
        if (!staticFiles?.(req, res)) await handle(req, res);
      },
      upgrade: dev ? (req, socket, head) => void upgrades.emit('upgrade', req, socket, head) : null,
    };
  };
}

async function main(): Promise<void> {
  // Whatever this process writes (the database and its log above all) is for its own account.
  process.umask(0o077);
  let env: Env;
  try {
    env = processEnv();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
  const log = createLog(env.LOG_LEVEL);
  if (env.NODE_ENV === 'production') consoleInto(log);
  const portal = await createPortal(env, { log, pages: nextPages(env) });

  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal, graceMs: GRACE_MS }, 'Stopping; a second signal ends at once');
    portal.close(GRACE_MS).then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'Could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error) => {
  createLog('fatal').fatal({ err: error }, 'The portal could not start');
  process.exit(1);
});
