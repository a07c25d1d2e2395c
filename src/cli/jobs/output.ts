import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../context';
import { Stop, usage } from '../exit-codes';
import { safeJson } from '../json';
import { listed } from '../pages';
import type { Portal } from '../portal';
import { safeText } from '../terminal/text';
import { runOf } from './job-name';

export const OUTPUT_FORMATS = ['text', 'json', 'csv', 'zip'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

export interface OutputOptions {
  readonly format: OutputFormat;
  readonly raw?: boolean | undefined;
  /** From 1, as people count. */
  readonly command?: number | undefined;
  readonly output?: string | undefined;
}

/** What is written: text is made safe for a terminal on the way, bytes are not touched. */
interface Content {
  readonly sort: 'text' | 'json' | 'bytes';
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Outputs of a job, or of one of its devices, to a file or to standard output. */
export async function writeOutput(
  ctx: Context,
  portal: Portal,
  jobId: string,
  device: string | undefined,
  options: OutputOptions,
): Promise<void> {
  checkOptions(ctx, device, options);
  const content = await contentOf(portal, jobId, device, options);
  if (options.output === undefined) await pipeline(shown(content), ctx.out.stream, { end: false });
  else await writeFile(ctx, options.output, content.chunks);
}

function checkOptions({ out }: Context, device: string | undefined, { format, raw, command, output }: OutputOptions) {
  const toTerminal = output === undefined && out.isTerminal;
  if (device !== undefined && (format === 'csv' || format === 'zip')) {
    throw usage(`--format: expected text or json for one device, got ${format}`);
  }
  if (raw && device === undefined) throw usage('--raw: expected a device, whose bytes they are');
  if (raw && format !== 'text') throw usage('--raw: expected no --format beside it');
  if (command !== undefined && !raw) throw usage('--command: expected --raw beside it');
  if (raw && toTerminal) throw usage('--raw: a router may send what a terminal obeys; give -o FILE, or a pipe');
  if (format === 'zip' && toTerminal) throw usage('--format zip: give -o FILE, or a pipe');
}

async function contentOf(
  portal: Portal,
  jobId: string,
  device: string | undefined,
  { format, raw, command }: OutputOptions,
): Promise<Content> {
  if (device === undefined) {
    if (format === 'text') return { sort: 'text', chunks: everyDevice(portal, jobId) };
    const sort = format === 'json' ? 'json' : format === 'csv' ? 'text' : 'bytes';
    return { sort, chunks: await portal.download({ jobId, of: 'job', format }) };
  }
  const { deviceId } = await runOf(portal, jobId, device);
  if (raw) return { sort: 'bytes', chunks: rawBytes(portal, jobId, deviceId, command) };
  if (format === 'text') {
    return { sort: 'text', chunks: await portal.download({ jobId, of: 'device', deviceId }) };
  }
  const view = await portal.client.jobs.output.query({ jobId, deviceId });
  return { sort: 'json', chunks: Readable.from([Buffer.from(`${JSON.stringify(view, null, 2)}\n`)]) };
}

async function* everyDevice(portal: Portal, jobId: string): AsyncGenerator<Uint8Array> {
  const { items } = await listed((page) => portal.client.jobs.runs.query({ jobId, ...page }));
  for (const { deviceId } of items) {
    yield* await portal.download({ jobId, of: 'device', deviceId });
    yield Buffer.from('\n');
  }
}

/** Of one command, or of all that were answered one after the other. */
async function* rawBytes(portal: Portal, jobId: string, deviceId: string, command: number | undefined) {
  const { commands } = await portal.client.jobs.output.query({ jobId, deviceId });
  const wanted = commands.filter(({ index, bytes }) => (command === undefined ? bytes > 0 : index === command - 1));
  if (command !== undefined && wanted.length === 0) {
    throw usage(`--command: expected a number from 1 to ${commands.length}, got ${command}`);
  }
  for (const { index } of wanted) yield* await portal.download({ jobId, of: 'command', deviceId, index });
}

async function* shown({ sort, chunks }: Content): AsyncGenerator<Uint8Array | string> {
  if (sort === 'bytes') yield* chunks;
  else for await (const line of linesOf(chunks)) yield sort === 'json' ? safeJson(line) : safeText(line);
}

/** Text in pieces that end with a line each. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) yield text.slice(0, end);
    rest = text.slice(end);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/** All of it or nothing: a file that broke off does not look like one that is whole. */
async function writeFile({ interruptions }: Context, path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  // A pipe or a device takes what comes: a file that is given its name would stand in its place, as in `-o /dev/null` of root.
  const standing = await stat(path).catch(() => null);
  const part = standing?.isFile() === false ? null : `${path}.part`;
  let quiet = () => {};
  const brokenOff = new Promise<never>((_, reject) => {
    quiet = interruptions((by) => reject(new Stop(by, `-o: ${path} was not written`)));
  });
  try {
    await Promise.race([pipeline(chunks, createWriteStream(part ?? path)), brokenOff]);
    if (part) await rename(part, path);
  } catch (error) {
    if (part) await rm(part, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === 'open' || syscall === 'rename') throw usage(`-o: cannot write ${path}: ${code}`);
    throw error;
  } finally {
    quiet();
  }
}
