import { DEFAULT_LINK } from '@/domain/device';
import type { EventBody, JobEvent } from '@/domain/event-schema';
import type { JobPlan } from '@/domain/job';
import { DEFAULT_OPTIONS } from '@/domain/job-options-schema';
import { NO_ORIGIN } from '@/domain/job-origin';
import { batchOfPosition } from '@/domain/pacing';
import { applyEvent, type JobProgress } from '@/domain/progress';
import type { FlushBatch } from '@/server/engine/ports';

const COUNTRIES = ['DE', 'JP', 'BR'];

/** A plan of `devices` devices, dev-0 … in batches of 10. */
export function samplePlan(jobId: string, devices: number, change: Partial<JobPlan> = {}): JobPlan {
  return {
    jobId,
    title: `Check ${jobId}`,
    createdAt: '2026-03-01T10:00:00.000Z',
    createdBy: 'operator@example.net',
    idempotencyKey: null,
    retryOf: null,
    origin: NO_ORIGIN,
    commands: [
      { line: 'show ip ospf', kind: 'read', lines: null },
      { line: 'show ip ospf neighbor', kind: 'read', lines: null },
    ],
    devices: Array.from({ length: devices }, (_, position) => ({
      deviceId: `dev-${position}`,
      name: `router-${position}`,
      address: `10.1.${position >> 8}.${position & 255}`,
      port: 22,
      country: COUNTRIES[position % COUNTRIES.length]!,
      platform: 'cisco_ios',
      ...DEFAULT_LINK,
      credentialId: 'cred-1',
      place: { site: 'Frankfurt', area: '0.0.0.0' },
      batch: batchOfPosition(position, 10),
    })),
    batchSize: 10,
    strategy: 'batch',
    devicesPerHour: null,
    options: DEFAULT_OPTIONS,
    ...change,
  };
}

/** Brings `progress` forward by `bodies` and returns what the log would flush for them. */
export function flushOf(progress: JobProgress, bodies: readonly EventBody[]): FlushBatch {
  const events = bodies.map((body): JobEvent => {
    const event = { seq: progress.seq + 1, jobId: progress.jobId, at: '2026-03-01T10:00:01.000Z', ...body };
    applyEvent(progress, event);
    return event;
  });
  const touched = new Set(events.flatMap((event) => ('deviceId' in event ? [event.deviceId] : [])));
  const devices = progress.devices.filter(({ deviceId }) => touched.has(deviceId));
  return { jobId: progress.jobId, events, devices, progress };
}

/** One device from connect to its end, with one command and its output. */
export function deviceRun(deviceId: string, chunk = 'Neighbor ID\n', durationMs = 40): EventBody[] {
  return [
    { type: 'device.started', deviceId },
    { type: 'device.updated', deviceId, phase: 'handshake' },
    { type: 'command.started', deviceId, index: 0, command: 'show ip ospf' },
    { type: 'command.output', deviceId, index: 0, chunk, encoding: 'utf8' },
    { type: 'command.completed', deviceId, index: 0, durationMs: 12, bytes: chunk.length, truncated: false },
    { type: 'device.completed', deviceId, durationMs },
  ];
}

export const jobStarts: EventBody[] = [
  { type: 'job.state_changed', from: 'pending', to: 'running', reason: null, by: null },
  { type: 'batch.started', batch: 1, size: 10 },
];
