import { isUtf8 } from 'node:buffer';
import type { JobEvent } from '@/domain/event-schema';
import { applyEvent, initialProgress } from '@/domain/progress';
import { jobOutputs } from '@/server/engine/job-outputs';
import type { JobOutputs, JobStore } from '@/server/engine/ports';
import { samplePlan } from './sample-jobs';

export interface SampleOutputs extends JobOutputs {
  /** Devices of which events were read so far. */
  readonly read: () => number;
}

/** A finished job of any size whose devices each answered `answer` to their first command, made as it is read. */
export function sampleOutputs(devices: number, answer: Uint8Array | string): SampleOutputs {
  const bytes = Buffer.from(answer);
  const encoding = isUtf8(bytes) ? 'utf8' : 'base64';
  const chunk = { index: 0, chunk: bytes.toString(encoding), encoding } as const;
  const plan = samplePlan('job-1', devices);
  const progress = initialProgress(plan);
  const begins = { jobId: plan.jobId, seq: 1, at: plan.createdAt };
  applyEvent(progress, {
    ...begins,
    type: 'job.state_changed',
    from: 'pending',
    to: 'running',
    reason: null,
    by: null,
  });
  const read = new Set<string>();
  const run = (deviceId: string): JobEvent[] => {
    read.add(deviceId);
    const of = { jobId: plan.jobId, at: plan.createdAt, deviceId, seq: 1 };
    return [
      { ...of, type: 'command.started', index: 0, command: 'show ip ospf' },
      { ...of, type: 'command.output', ...chunk },
      { ...of, type: 'command.completed', index: 0, durationMs: 1, bytes: bytes.length, truncated: false },
    ];
  };
  const readEvents: JobStore['readEvents'] = async (_job, _after, _limit, deviceId = '') => run(deviceId);
  const readRuns: JobStore['readRuns'] = async (_job, ids) => [...ids].sort().flatMap(run);
  return { ...jobOutputs({ readEvents, readRuns }, { plan, progress }), read: () => read.size };
}
