import { randomBytes } from 'node:crypto';
import type { JobEvent } from '@/domain/event-schema';
import { inventoryCsv } from '../../lab/inventory-csv';
import { type Lab, type LabOptions, startLab } from '../../lab/start-lab';
import { startPortal, type TestPortal, type TestPortalOptions } from './portal';

/** A portal whose inventory holds the routers of a lab, imported as an operator would: a credential, then a file. */
export interface Fleet {
  readonly portal: TestPortal;
  readonly lab: Lab;
  /** What the routers take. */
  readonly username: string;
  readonly password: string;
  /** Device ids by router name. */
  readonly ids: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** `addressBase` sets the routers' addresses apart from those of other test files. */
export async function startFleet(
  options: Partial<LabOptions> & { readonly addressBase: string },
  portalOptions: TestPortalOptions = {},
): Promise<Fleet> {
  const login = { username: 'tester', password: randomBytes(9).toString('base64url') };
  const lab = await startLab({ seed: 7, size: 12, port: 0, ...login, ...options });
  const portal = await startPortal(portalOptions);
  await portal.admin.credentials.create.mutate({ name: 'lab', ...login });
  const content = inventoryCsv(lab.routers, { credential: 'lab' });
  const result = await portal.admin.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
  if (result.created !== lab.routers.length) throw new Error(`Import failed: ${JSON.stringify(result.errors)}`);
  const { items } = await portal.admin.devices.list.query({ limit: 200 });
  return {
    portal,
    lab,
    ...login,
    ids: new Map(items.map((device) => [device.name, device.id])),
    async close() {
      await portal.close();
      await lab.close();
    },
  };
}

/** Every event of a job; resolves when its last one is stored. */
export async function jobEnd({ portal }: Pick<Fleet, 'portal'>, jobId: string): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  const { signal } = new AbortController();
  for await (const stretch of portal.services.engine.events(jobId, 0, signal)) events.push(...stretch);
  return events;
}
