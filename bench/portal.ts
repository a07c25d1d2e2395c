// The portal as `npm start` runs it, used as another service uses it.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectPortal, type PortalClient } from '../scripts/portal-client';

export interface BenchPortal {
  readonly client: PortalClient;
  /** CPU milliseconds, user and system, since the process began; resident bytes. */
  usage(): Promise<{ cpuMs: number; residentBytes: number }>;
  databaseBytes(): number;
  stop(): Promise<void>;
}

export async function startBenchPortal(settings: Record<string, string> = {}): Promise<BenchPortal> {
  const folder = mkdtempSync(join(tmpdir(), 'areazero-bench-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const account = { email: 'bench@areazero.example', password: randomBytes(12).toString('base64url') };
  const database = join(folder, 'bench.db');
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: `file:${database}`,
      SECRET_KEY: randomBytes(32).toString('base64'),
      ALLOWED_TARGETS: '127.0.0.0/8',
      ADMIN_EMAIL: account.email,
      ADMIN_PASSWORD: account.password,
      LOG_LEVEL: 'warn',
      ...settings,
    },
  });
  await ready(child, url);
  const client = await connectPortal({ url, ...account }, 'bench');
  return {
    client,
    async usage() {
      const text = await (await fetch(`${url}/metrics`)).text();
      const cpu = metric(text, 'process_cpu_seconds_total');
      return { cpuMs: cpu * 1000, residentBytes: metric(text, 'process_resident_memory_bytes') };
    },
    databaseBytes: () =>
      ['', '-wal'].reduce((sum, end) => sum + (statSync(database + end, { throwIfNoEntry: false })?.size ?? 0), 0),
    async stop() {
      client.close();
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function metric(text: string, name: string): number {
  const line = text.split('\n').find((entry) => entry.startsWith(`${name} `));
  if (!line) throw new Error(`/metrics has no ${name}`);
  return Number(line.slice(name.length + 1));
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The portal ended with exit code ${child.exitCode}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
