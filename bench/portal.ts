// The portal under measurement: `npm start` in a process of its own, used as another service uses it.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectPortal, type PortalAccount, type PortalClient } from '../scripts/portal-client';
import { startPortalProcess } from '../scripts/portal-process';

export interface BenchPortal {
  readonly url: string;
  readonly client: PortalClient;
  readonly account: PortalAccount;
  /** CPU milliseconds, user and system, since the process began; resident bytes; event-loop delay since the last call. */
  usage(): Promise<{ cpuMs: number; residentBytes: number; stallP99Ms: number; stallMaxMs: number }>;
  databaseBytes(): number;
  stop(): Promise<void>;
}

export async function startBenchPortal(settings: Record<string, string> = {}): Promise<BenchPortal> {
  const folder = mkdtempSync(join(tmpdir(), 'areazero-bench-'));
  const portal = await startPortalProcess({ folder, settings });
  const client = await connectPortal(portal, 'bench');
  return {
    url: portal.url,
    client,
    account: portal,
    async usage() {
      const text = await (await fetch(`${portal.url}/metrics`)).text();
      return {
        cpuMs: metric(text, 'process_cpu_seconds_total') * 1000,
        residentBytes: metric(text, 'process_resident_memory_bytes'),
        stallP99Ms: metric(text, 'nodejs_eventloop_lag_p99_seconds') * 1000,
        stallMaxMs: metric(text, 'nodejs_eventloop_lag_max_seconds') * 1000,
      };
    },
    databaseBytes: () =>
      ['', '-wal'].reduce(
        (sum, end) => sum + (statSync(portal.databaseFile + end, { throwIfNoEntry: false })?.size ?? 0),
        0,
      ),
    async stop() {
      client.close();
      await portal.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function metric(text: string, name: string): number {
  const line = text.split('\n').find((entry) => entry.startsWith(`${name} `));
  if (!line) throw new Error(`/metrics has no ${name}`);
  return Number(line.slice(name.length + 1));
}
