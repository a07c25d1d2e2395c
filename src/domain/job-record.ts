import type { JobEvent } from './event-schema';
import type { ControlAction, JobRecord } from './job-record-schema';

const MAX_CONTROLS = 50;

export const initialRecord: JobRecord = {
  controls: [],
  stopAfterBatch: false,
  suspended: [],
  failuresInRow: 0,
  commandRefusals: 0,
  nextStartAt: null,
  canary: null,
};

/** The record one event further; the same object where the event adds nothing to it. */
export function recordAfter(record: JobRecord, event: JobEvent): JobRecord {
  switch (event.type) {
    case 'job.state_changed': {
      const action = actionOf(event.to);
      const over = event.to === 'canceling' || event.to === 'completing' ? { ...record, nextStartAt: null } : record;
      return event.by !== null && action ? withControl(over, action, event.by, event.at) : over;
    }
    case 'batch.started':
    case 'device.started':
      return record.nextStartAt === null ? record : { ...record, nextStartAt: null };
    case 'job.updated':
      return updated(record, event);
    case 'device.failed':
    case 'device.unknown':
      return { ...record, failuresInRow: record.failuresInRow + 1 };
    case 'device.completed':
      return record.failuresInRow === 0 ? record : { ...record, failuresInRow: 0 };
    case 'command.failed':
      return event.failure.kind === 'command_rejected'
        ? { ...record, commandRefusals: record.commandRefusals + 1 }
        : record;
    default:
      return record;
  }
}

function updated(record: JobRecord, event: Extract<JobEvent, { type: 'job.updated' }>): JobRecord {
  let next = record;
  if (event.stopAfterBatch) {
    next = { ...withControl(next, 'stop_after_batch', event.stopAfterBatch.by, event.at), stopAfterBatch: true };
  }
  if (event.suspended) next = { ...next, suspended: [...next.suspended, { ...event.suspended, at: event.at }] };
  if (event.nextStartAt !== undefined) next = { ...next, nextStartAt: event.nextStartAt };
  return event.canary ? { ...next, canary: event.canary } : next;
}

function withControl(record: JobRecord, action: ControlAction, by: string, at: string): JobRecord {
  return { ...record, controls: [...record.controls, { action, by, at }].slice(-MAX_CONTROLS) };
}

function actionOf(state: string): ControlAction | null {
  if (state === 'pausing') return 'pause';
  if (state === 'running') return 'resume';
  return state === 'canceling' ? 'cancel' : null;
}
