import type { JobEvent } from '@/domain/event-schema';
import { describeFailure } from '@/domain/failure';
import { formatDuration, formatNumber } from '@/domain/format';
import { isFinalRunState } from '@/domain/job';
import { type DeviceProgress, doneOf, type JobProgress, positionOf } from '@/domain/progress';
import { safeLine } from '../terminal/text';

/** Tells a job in plain lines, one for each thing worth one, each beginning with the time (ISO 8601). */
export interface LineTeller {
  /** What the job looks like where its story begins, or goes on after more was missed than events could tell. */
  snapshot(progress: JobProgress): void;
  /** After the reducer has applied it. */
  event(event: JobEvent, progress: JobProgress): void;
}

/** Each device's end is told once, however often it is seen. */
export function createLineTeller(say: (line: string) => void): LineTeller {
  const told = new Set<string>();
  const end = (device: DeviceProgress, at: string, progress: JobProgress) => {
    if (told.has(device.deviceId)) return;
    told.add(device.deviceId);
    say(`${time(at)} ${deviceLine(device)} [${told.size}/${progress.counts.total}]`);
  };
  return {
    snapshot(progress) {
      const ended = progress.devices.filter(({ state }) => isFinalRunState(state));
      const inOrder = ended.sort((a, b) => (a.endedAt ?? '').localeCompare(b.endedAt ?? ''));
      for (const device of inOrder) end(device, device.endedAt ?? '', progress);
    },
    event(event, progress) {
      const device = 'deviceId' in event ? progress.devices[positionOf(progress, event.deviceId)] : undefined;
      if (device && isFinalRunState(device.state)) end(device, event.at, progress);
      else if (device && event.type === 'device.updated' && event.requeued) {
        say(`${time(event.at)} ${nameOf(device)} is tried again (${plain(event.requeued.reason)})`);
      } else {
        const line = jobLine(event, progress);
        if (line) say(`${time(event.at)} ${line}`);
      }
    },
  };
}

function jobLine(event: JobEvent, progress: JobProgress): string | null {
  switch (event.type) {
    case 'job.state_changed': {
      const why = event.reason ?? (event.by && `by ${event.by}`);
      return `job ${event.to}${why ? `: ${plain(why)}` : ''}`;
    }
    case 'batch.started':
      return `batch ${event.batch} of ${progress.batches.length} started: ${formatNumber(event.size)} devices`;
    case 'batch.completed':
      return `batch ${event.batch} of ${progress.batches.length} completed, ${formatNumber(doneOf(progress.counts))} of ${formatNumber(progress.counts.total)} devices done`;
    case 'job.updated':
      if (event.suspended) {
        return `credential ${event.suspended.credentialId} suspended after ${event.suspended.failedLogins} failed logins`;
      }
      return event.canary ? `canary ${event.canary}` : null;
    default:
      // Ends of the job have their own summary; the rest is for the eye, or for `--json`.
      return null;
  }
}

export function deviceLine(device: DeviceProgress): string {
  const { state, failure, reason, durationMs } = device;
  const took = durationMs === null ? '' : ` in ${formatDuration(durationMs)}`;
  const why = failure ? describeFailure(failure) : reason && plain(reason);
  return `${nameOf(device)} ${state}${state === 'completed' ? took : ''}${why ? `: ${safeLine(why)}` : ''}`;
}

const nameOf = ({ deviceName, country }: DeviceProgress) => `${safeLine(deviceName)} (${safeLine(country)})`;
const plain = (reason: string) => safeLine(reason).replaceAll('_', ' ');
/** To the second. */
const time = (at: string) => `${at.slice(0, 19)}Z`;
