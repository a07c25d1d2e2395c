import { isUtf8 } from 'node:buffer';
import { isFinalJobState } from '@/domain/job';
import type { CommandRecord, JobOutputs, StoredJob } from '../engine/ports';

/** Machine readable: the job, then its devices in the order of the plan, each with its commands. Ends in `]}`. */
export async function* jobJson({ job, commands }: JobOutputs): AsyncGenerator<string> {
  yield `{"job":${JSON.stringify(jobOf(job))},"devices":[`;
  for (let position = 0; position < job.plan.devices.length; position += 1) {
    const device = JSON.stringify(deviceOf(job, position));
    yield `${position === 0 ? '\n' : ',\n'}${device.slice(0, -1)},"commands":[`;
    let first = true;
    for await (const command of commands(position)) {
      yield `${first ? '' : ','}${JSON.stringify(commandOf(command))}`;
      first = false;
    }
    yield ']}';
  }
  yield '\n]}\n';
}

function jobOf({ plan, progress }: StoredJob) {
  const { jobId, title, createdAt, createdBy, retryOf, batchSize, strategy } = plan;
  const { seq, state, outcome, stateReason, startedAt, endedAt, counts } = progress;
  return {
    jobId,
    title,
    createdAt,
    createdBy,
    retryOf,
    batchSize,
    strategy,
    commands: plan.commands.map(({ line, kind }) => ({ line, kind })),
    /** False: the job went on after this was made, and the devices are as they stood at event `seq`. */
    ended: isFinalJobState(state),
    seq,
    state,
    outcome,
    stateReason,
    startedAt,
    endedAt,
    counts,
  };
}

function deviceOf({ plan, progress }: StoredJob, position: number) {
  const { deviceId, name, address, port, country, platform, batch } = plan.devices[position]!;
  const { state, failure, reason, retries, startedAt, endedAt, durationMs } = progress.devices[position]!;
  const planned = { deviceId, name, address, port, country, platform, batch };
  return { ...planned, state, failure, reason, retries, startedAt, endedAt, durationMs };
}

/** `output` is the bytes read as UTF-8; where they are none, `outputBase64` has them exactly. */
function commandOf({ output, ...record }: CommandRecord) {
  const bytes = Buffer.from(output.buffer, output.byteOffset, output.byteLength);
  return { ...record, output: bytes.toString(), outputBase64: isUtf8(bytes) ? null : bytes.toString('base64') };
}
