import { displayText } from '@/domain/display-text';
import { describeFailure } from '@/domain/failure';
import type { Failure } from '@/domain/failure-schema';
import { isFinalJobState, type PlannedDevice } from '@/domain/job';
import { type DeviceProgress, doneOf } from '@/domain/progress';
import type { CommandRecord, JobOutputs, StoredJob } from '../engine/ports';

/** Failures quote routers: one line without anything that a terminal obeys. */
export const failureLine = (failure: Failure): string =>
  displayText(Buffer.from(describeFailure(failure)))
    .replace(/\s+/g, ' ')
    .trim();

/** What a file says of the job that it is from, and whether that job had ended. */
export function jobLines({ plan, progress }: StoredJob): string[] {
  const { counts } = progress;
  const soFar = `The job had not ended when this file was made: ${doneOf(counts)} of ${counts.total} devices had.`;
  return [
    `Job: ${plan.title} (${plan.jobId})`,
    `Made: ${plan.createdAt} by ${plan.createdBy}`,
    `State: ${progress.state}${progress.outcome ? `, ${progress.outcome}` : ''}, as of event ${progress.seq}`,
    ...(isFinalJobState(progress.state) ? [] : [soFar]),
  ];
}

function deviceLines(device: DeviceProgress, planned: PlannedDevice): string[] {
  const { state, failure, reason, startedAt, endedAt, durationMs } = device;
  const where = `${planned.address} port ${planned.port}, ${planned.country}, ${planned.platform}`;
  return [
    `Device: ${planned.name} (${where})`,
    `Result: ${state}, batch ${planned.batch}${durationMs === null ? '' : `, ${durationMs} ms`}`,
    ...(failure ? [`Failure: ${failureLine(failure)}`] : []),
    ...(reason ? [`Reason: ${reason}`] : []),
    ...(startedAt ? [`Started: ${startedAt}${endedAt ? `, ended: ${endedAt}` : ''}`] : []),
  ];
}

function commandHeading(command: CommandRecord, total: number): string {
  const { index, state, failure, durationMs, bytes, truncated } = command;
  const facts = [
    state,
    ...(durationMs === null ? [] : [`${durationMs} ms`]),
    `${bytes} bytes`,
    ...(truncated ? ['cut'] : []),
    ...(failure ? [failureLine(failure)] : []),
  ];
  return `### ${index + 1}/${total} ${command.command}\n### ${facts.join(', ')}\n`;
}

/** All that the device at this place answered, cleaned as on the page, with a heading per command. */
export async function* deviceText({ job, commands }: JobOutputs, position: number): AsyncGenerator<string> {
  const { plan, progress } = job;
  const lines = [...jobLines(job), ...deviceLines(progress.devices[position]!, plan.devices[position]!)];
  yield lines.map((line) => `# ${line}\n`).join('');
  for await (const command of commands(position)) {
    yield `\n${commandHeading(command, plan.commands.length)}`;
    const text = displayText(command.output);
    yield text === '' || text.endsWith('\n') ? text : `${text}\n`;
  }
}
