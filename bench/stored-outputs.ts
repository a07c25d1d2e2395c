// A finished job with its outputs in a database of its own, written as the portal writes it but without SSH.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVERYDAY_REFERENCES, plannedCommand } from '../src/domain/command';
import { DEFAULT_LINK, PLATFORM_IDS } from '../src/domain/device';
import type { EventBody, JobEvent } from '../src/domain/event-schema';
import type { JobPlan } from '../src/domain/job';
import { DEFAULT_OPTIONS } from '../src/domain/job-options-schema';
import { inBatches } from '../src/domain/job-order';
import { NO_ORIGIN } from '../src/domain/job-origin';
import { applyEvent, initialProgress } from '../src/domain/progress';
import { type Database, openDatabase } from '../src/server/db/client';
import { createJobStore } from '../src/server/db/job-store';
import { migrateDatabase } from '../src/server/db/migrate';
import type { JobStore, StoredJob } from '../src/server/engine/ports';

/** Devices that run at one time: their events lie between each other's in the database. */
const TOGETHER = 50;

export interface StoredOutputs {
  readonly db: Database;
  readonly store: JobStore;
  readonly job: StoredJob;
  /** Of output, as the routers sent it. */
  readonly bytes: number;
  remove(): Promise<void>;
}

export async function storeOutputs(devices: number): Promise<StoredOutputs> {
  const folder = await mkdtemp(join(tmpdir(), 'areazero-bench-'));
  const url = `file:${join(folder, 'bench.db')}`;
  await migrateDatabase(url);
  const db = await openDatabase(url);
  const store = createJobStore(db);
  const plan = planOf(devices);
  await store.create(plan);
  const progress = initialProgress(plan);
  let bytes = 0;
  const write = async (bodies: readonly EventBody[]) => {
    const events = bodies.map((body): JobEvent => {
      const event = { seq: progress.seq + 1, jobId: plan.jobId, at: plan.createdAt, ...body };
      applyEvent(progress, event);
      return event;
    });
    const touched = new Set(events.flatMap((event) => ('deviceId' in event ? [event.deviceId] : [])));
    const changed = progress.devices.filter(({ deviceId }) => touched.has(deviceId));
    await store.append({ jobId: plan.jobId, events, devices: changed, progress });
  };
  await write([{ type: 'job.state_changed', from: 'pending', to: 'running', reason: null, by: null }]);
  for (let from = 0; from < devices; from += TOGETHER) {
    const runs = plan.devices.slice(from, from + TOGETHER).map(({ deviceId }, nth) => runOf(deviceId, from + nth));
    for (let step = 0; runs.some((run) => step < run.length); step += 1) {
      const bodies = runs.flatMap((run) => run[step] ?? []);
      for (const body of bodies) if (body.type === 'command.output') bytes += body.chunk.length;
      await write(bodies);
    }
  }
  const counts = { ...progress.counts };
  await write([
    { type: 'job.state_changed', from: 'running', to: 'completing', reason: null, by: null },
    { type: 'job.completed', outcome: 'ok', counts },
  ]);
  return {
    db,
    store,
    job: { plan, progress },
    bytes,
    async remove() {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function planOf(devices: number): JobPlan {
  const platforms = [...PLATFORM_IDS];
  const unbatched = Array.from({ length: devices }, (_, at) => ({
    deviceId: `device-${at}`,
    name: `router-${at}`,
    address: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
    port: 22,
    country: ['DE', 'ZA', 'JP', 'BR'][at % 4]!,
    platform: platforms[at % platforms.length]!,
    ...DEFAULT_LINK,
    credentialId: 'bench',
    place: { site: null, area: null },
  }));
  return {
    jobId: 'bench',
    title: 'Outputs',
    createdAt: '2026-01-01T00:00:00.000Z',
    createdBy: 'bench',
    idempotencyKey: null,
    retryOf: null,
    origin: NO_ORIGIN,
    commands: EVERYDAY_REFERENCES.map((entry) => plannedCommand(entry, platforms)),
    devices: inBatches(unbatched, TOGETHER, DEFAULT_OPTIONS),
    batchSize: TOGETHER,
    strategy: 'batch',
    devicesPerHour: null,
    options: DEFAULT_OPTIONS,
  };
}

function runOf(deviceId: string, device: number): EventBody[] {
  const answers = EVERYDAY_REFERENCES.flatMap((command, index): EventBody[] => {
    const chunk = answerOf(device, index);
    return [
      { type: 'command.started', deviceId, index, command },
      { type: 'command.output', deviceId, index, chunk, encoding: 'utf8' },
      { type: 'command.completed', deviceId, index, durationMs: 120, bytes: chunk.length, truncated: false },
    ];
  });
  return [{ type: 'device.started', deviceId }, ...answers, { type: 'device.completed', deviceId, durationMs: 900 }];
}

/** Some 4 KB that look like a link-state database; one device in five hundred has a neighbor that is not full. */
function answerOf(device: number, index: number): string {
  const area = device % 40;
  const rows = Array.from({ length: 60 }, (_, row) => {
    const id = `10.${area}.${index}.${row + 1}`.padEnd(15);
    return `${id} ${id} ${String((device * 7 + row * 13) % 1800).padStart(4)}  0x800000${(area + row).toString(16).padStart(2, '0')} 0x00${(area * 64 + row).toString(16).padStart(4, '0')} ${row % 5}`;
  });
  const state = device % 500 === 7 && index === 1 ? 'EXSTART/BDR' : 'FULL/DR';
  const head = `\r\n            OSPF Router with ID (10.${area}.0.${area + 1}) (Process ID 1)\r\n\r\n`;
  return `${head}10.${area}.0.1   1   ${state}   00:00:${String(device % 60).padStart(2, '0')}   10.${area}.0.1   Gi0/0\r\n${rows.join('\r\n')}\r\n`;
}
