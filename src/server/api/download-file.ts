import { setImmediate as turn } from 'node:timers/promises';
import type { JobDownload, JobFile } from '@/domain/download';
import { isFinalJobState } from '@/domain/job';
import { positionOf } from '@/domain/progress';
import type { CommandRecord, Engine, JobOutputs } from '../engine/ports';
import { jobCsv } from './download-csv';
import { jobJson } from './download-json';
import { fileStem } from './download-names';
import { deviceText } from './download-text';
import { EXTRA_FILES, jobZip, MAX_ZIP_FILES } from './download-zip';

/** A file that is made while it is sent. */
export interface DownloadFile {
  /** ASCII, without quotes: stands in a header as it is. */
  readonly name: string;
  readonly type: string;
  /** Null where that is known only at the end. */
  readonly bytes: number | null;
  readonly body: AsyncIterable<Uint8Array>;
}

export type DownloadAnswer =
  | { readonly ok: true; readonly value: DownloadFile }
  | { readonly ok: false; readonly status: 400 | 404 | 413; readonly text: string };

const TYPES = {
  zip: 'application/zip',
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
} satisfies Record<JobDownload, string>;

export async function downloadFile(engine: Pick<Engine, 'outputs'>, asked: JobFile): Promise<DownloadAnswer> {
  const outputs = await engine.outputs(asked.jobId);
  if (!outputs) return missing(`Job ${asked.jobId}`);
  if (asked.of === 'job') return jobFile(outputs, asked.format);
  const position = positionOf(outputs.job.progress, asked.deviceId);
  const device = outputs.job.plan.devices[position];
  if (!device) return missing(`Device ${asked.deviceId} in job ${asked.jobId}`);
  const stem = fileStem(device.name, asked.deviceId);
  if (asked.of === 'device') {
    const body = inChunks(deviceText(outputs, position));
    return { ok: true, value: { name: `${stem}.txt`, type: 'text/plain; charset=utf-8', bytes: null, body } };
  }
  const command = await commandAt(outputs, position, asked.index);
  if (!command) return missing(`Command ${asked.index} of job ${asked.jobId}`);
  const name = `${stem}-${asked.index + 1}-${fileStem(command.command, 'command')}.bin`;
  const { output } = command;
  return { ok: true, value: { name, type: 'application/octet-stream', bytes: output.length, body: once(output) } };
}

function jobFile(outputs: JobOutputs, format: JobDownload): DownloadAnswer {
  const { plan, progress } = outputs.job;
  if (format === 'zip' && plan.devices.length + EXTRA_FILES > MAX_ZIP_FILES) {
    return { ok: false, status: 413, text: `A zip holds ${MAX_ZIP_FILES} files at most: take the JSON` };
  }
  const soFar = isFinalJobState(progress.state) ? '' : '-so-far';
  const name = `${fileStem(plan.title, plan.jobId)}-${plan.createdAt.slice(0, 10)}${soFar}.${format}`;
  return { ok: true, value: { name, type: TYPES[format], bytes: null, body: bodyOf(outputs, format) } };
}

function bodyOf(outputs: JobOutputs, format: JobDownload): AsyncIterable<Uint8Array> {
  switch (format) {
    case 'zip':
      return jobZip(outputs);
    case 'csv':
      return inChunks(jobCsv(outputs));
    case 'json':
      return inChunks(jobJson(outputs));
    default:
      return format satisfies never;
  }
}

async function commandAt(outputs: JobOutputs, position: number, index: number): Promise<CommandRecord | null> {
  for await (const command of outputs.commands(position)) if (command.index === index) return command;
  return null;
}

const missing = (what: string) => ({ ok: false, status: 404, text: `${what}: not found` }) as const;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

/** Enough for a packet to be full, little enough to be nothing. Characters. */
const CHUNK = 65_536;

/** Joins small pieces: a write each would cost more than the text. */
async function* inChunks(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
    // Reads of the database come back at once, and a socket may take megabytes: timers and other requests run in between.
    await turn();
  }
  if (text !== '') yield Buffer.from(text);
}
