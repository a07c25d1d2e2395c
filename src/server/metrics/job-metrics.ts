import { Counter, Histogram, type Registry } from 'prom-client';
import type { JobEvent } from '@/domain/event-schema';
import type { JobPlan } from '@/domain/job';
import type { JobWatch } from '../engine/ports';

/** A show command takes tens of milliseconds to seconds; a minute of silence ends it (COMMAND_IDLE_TIMEOUT_MS). */
const COMMAND_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
/** Connect to disconnect; ends at DEVICE_TIMEOUT_MS, five minutes. */
const DEVICE_SECONDS = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
/** Promised to be stored within 0.1 s, 0.04 s of which an event waits for its transaction. */
const FLUSH_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** What jobs did, read off the events that were stored. No label names a device, a job or a command: those have no bound. */
export function jobMetrics(registry: Registry): JobWatch {
  const registers = [registry];
  const commands = new Histogram({
    name: 'areazero_command_duration_seconds',
    help: 'Commands that were answered, by the platform of the inventory',
    labelNames: ['platform'],
    buckets: COMMAND_SECONDS,
    registers,
  });
  const failedCommands = new Counter({
    name: 'areazero_command_failures_total',
    help: 'Commands that failed, by kind of failure',
    labelNames: ['failure'],
    registers,
  });
  const runs = new Counter({
    name: 'areazero_device_runs_total',
    help: 'Device runs that ended, by state and, where they failed, kind of failure',
    labelNames: ['state', 'failure'],
    registers,
  });
  const retries = new Counter({
    name: 'areazero_device_retries_total',
    help: 'Device runs that began anew, after a failure or a restart of the portal',
    registers,
  });
  const runSeconds = new Histogram({
    name: 'areazero_device_run_duration_seconds',
    help: 'Device runs that completed, connect to disconnect',
    buckets: DEVICE_SECONDS,
    registers,
  });
  const flushes = new Histogram({
    name: 'areazero_event_flush_duration_seconds',
    help: 'Transactions that store the events of jobs',
    buckets: FLUSH_SECONDS,
    registers,
  });
  const failedFlushes = new Counter({
    name: 'areazero_event_flush_failures_total',
    help: 'Transactions that failed; their events are kept and tried again, and no device starts meanwhile',
    registers,
  });

  function count(event: JobEvent, platformOf: (deviceId: string) => string): void {
    switch (event.type) {
      case 'command.completed':
        commands.observe({ platform: platformOf(event.deviceId) }, event.durationMs / 1000);
        break;
      case 'command.failed':
        failedCommands.inc({ failure: event.failure.kind });
        break;
      case 'device.completed':
        runs.inc({ state: 'completed', failure: '' });
        runSeconds.observe(event.durationMs / 1000);
        break;
      case 'device.failed':
        runs.inc({ state: 'failed', failure: event.failure.kind });
        break;
      case 'device.unknown':
        runs.inc({ state: 'unknown', failure: event.failure.kind });
        break;
      case 'device.skipped':
        runs.inc({ state: 'skipped', failure: '' });
        break;
      case 'device.canceled':
        runs.inc({ state: 'canceled', failure: '' });
        break;
      case 'device.updated':
        if (event.requeued) retries.inc();
        break;
    }
  }

  const platforms = new WeakMap<JobPlan, ReadonlyMap<string, string>>();
  const platformsOf = (plan: JobPlan) => {
    const known = platforms.get(plan) ?? new Map(plan.devices.map(({ deviceId, platform }) => [deviceId, platform]));
    platforms.set(plan, known);
    return known;
  };

  return {
    stored(plan, events, ms) {
      flushes.observe(ms / 1000);
      const platform = platformsOf(plan);
      for (const event of events) count(event, (deviceId) => platform.get(deviceId) ?? 'unknown');
    },
    notStored: () => failedFlushes.inc(),
  };
}
