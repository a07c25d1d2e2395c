// The portal in a process of its own, as `npm start` runs it: for the demo, the benchmark and the tests that kill it.
import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface PortalProcessOptions {
  /** Holds the database, unless `settings` names another. */
  readonly folder: string;
  readonly port?: number;
  /** Environment variables over the ones made here. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
}

export interface PortalProcess {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  /** What it was started with: enough to start it again on the same data. */
  readonly settings: Readonly<Record<string, string>>;
  readonly databaseFile: string;
  readonly pid: number;
  /** Sends a signal; resolves with the exit code, null where the signal itself ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Starts the production build and waits until it is ready. Its log is silent but for what goes wrong. */
export async function startPortalProcess({
  folder,
  port,
  settings = {},
}: PortalProcessOptions): Promise<PortalProcess> {
  const ownPort = port ?? (await freePort());
  const url = settings.PUBLIC_URL || `http://localhost:${ownPort}`;
  const databaseFile = join(folder, 'areazero.db');
  const env = {
    PORT: String(ownPort),
    PUBLIC_URL: url,
    DATABASE_URL: settings.DATABASE_URL || `file:${databaseFile}`,
    SECRET_KEY: settings.SECRET_KEY || randomBytes(32).toString('base64'),
    ALLOWED_TARGETS: settings.ALLOWED_TARGETS || '127.0.0.0/8',
    ADMIN_EMAIL: settings.ADMIN_EMAIL || 'admin@areazero.example',
    ADMIN_PASSWORD: settings.ADMIN_PASSWORD || randomBytes(12).toString('base64url'),
    LOG_LEVEL: settings.LOG_LEVEL || 'error',
  };
  const given = Object.entries(settings).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const all = { ...env, ...Object.fromEntries(given) };
  // As `npm start` has it: output lives shortly in memory, and a larger young generation copies it less often.
  const start = ['--max-semi-space-size=64', join(import.meta.dirname, 'start.mjs')];
  const child = spawn(process.execPath, start, {
    env: { ...process.env, ...all },
    stdio: ['ignore', 'ignore', 'inherit'],
    // Ctrl-C is for the program that started it; that one ends the portal in order.
    detached: process.platform !== 'win32',
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  exited.then(() => process.off('exit', killWithUs));
  await Promise.race([
    untilReady(`http://localhost:${ownPort}/readyz`),
    exited.then((code) => Promise.reject(new Error(`The portal ended at start with exit code ${code}`))),
  ]);
  return {
    url,
    email: all.ADMIN_EMAIL,
    password: all.ADMIN_PASSWORD,
    settings: all,
    databaseFile,
    pid: child.pid ?? 0,
    end(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Below those that systems give to connections and to whoever asks for port 0: such a port stays free until it is opened. */
const OWN_PORTS = [20_000, 32_000] as const;

/** A port that is free now; `wanted` itself where it is. */
export async function freePort(wanted: number = randomInt(...OWN_PORTS)): Promise<number> {
  const probe = createServer();
  const free = await new Promise<boolean>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    probe.listen(wanted, '127.0.0.1', () => resolve(true));
  });
  await new Promise((resolve) => probe.close(resolve));
  return free ? wanted : freePort();
}
