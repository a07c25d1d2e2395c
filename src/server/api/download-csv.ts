import { neutralise } from '@/domain/csv-formula';
import { displayText } from '@/domain/display-text';
import type { JobOutputs, StoredJob } from '../engine/ports';
import { failureLine } from './download-text';

type Cell = string | number | null;

/** RFC 4180, with what a spreadsheet would run as a formula made text. */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  const cell = typeof value === 'number' ? String(value) : neutralise(value);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const row = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

const DEVICE_COLUMNS = [
  'device',
  'country',
  'platform',
  'address',
  'port',
  'batch',
  'state',
  'failure',
  'failure_detail',
  'reason',
  'started_at',
  'ended_at',
  'duration_ms',
  'retries',
  'commands_completed',
  'commands_failed',
  'commands_total',
];

function deviceCells({ plan, progress }: StoredJob, position: number): Cell[] {
  const device = progress.devices[position]!;
  const planned = plan.devices[position]!;
  return [
    planned.name,
    planned.country,
    planned.platform,
    planned.address,
    planned.port,
    planned.batch,
    device.state,
    device.failure?.kind ?? null,
    device.failure && failureLine(device.failure),
    device.reason,
    device.startedAt,
    device.endedAt,
    device.durationMs,
    device.retries,
    device.commandsCompleted,
    device.commandsFailed,
    device.commandTotal,
  ];
}

/** A row per device, without outputs; `files` says where the archive has its text. */
export function* summaryCsv(job: StoredJob, files: readonly string[]): Generator<string> {
  yield row([...DEVICE_COLUMNS, 'file']);
  for (let position = 0; position < files.length; position += 1) {
    yield row([...deviceCells(job, position), files[position]!]);
  }
}

/** A row per device: what became of it, then three cells per command (the line, its state, its output as on the page). */
export async function* jobCsv({ job, commands }: JobOutputs): AsyncGenerator<string> {
  const perCommand = job.plan.commands.flatMap((_, i) => [`command_${i + 1}`, `state_${i + 1}`, `output_${i + 1}`]);
  yield row([...DEVICE_COLUMNS, ...perCommand]);
  for (let position = 0; position < job.plan.devices.length; position += 1) {
    yield deviceCells(job, position).map(csvCell).join(',');
    for await (const { command, state, output } of commands(position)) {
      yield `,${csvCell(command)},${csvCell(state)},${csvCell(displayText(output))}`;
    }
    yield '\r\n';
  }
}
