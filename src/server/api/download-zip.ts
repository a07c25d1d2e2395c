import { setImmediate as turn } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';
import type { JobOutputs } from '../engine/ports';
import { summaryCsv } from './download-csv';
import { entryName, uniquePaths } from './download-names';
import { deviceText, jobLines } from './download-text';

/** Of the archive format without its 64-bit extension, which fflate does not write (PKWARE APPNOTE 4.4.1.4, 4.4.8). */
export const MAX_ZIP_FILES = 65_535;
const MAX_ZIP_BYTES = 2 ** 32 - 1;
/** The two summaries. */
export const EXTRA_FILES = 2;

/** Compressed in one go; larger ones would keep everything else on this thread waiting. Characters. */
const SLICE = 65_536;

/**
 * An archive as it is made: `summary.txt`, `summary.csv`, and a folder per country with a text file per device. Throws
 * where the archive would be larger than its format can say.
 */
export async function* jobZip(outputs: JobOutputs): AsyncGenerator<Uint8Array> {
  const { job } = outputs;
  const pathOf = uniquePaths();
  const files = job.plan.devices.map(({ country, name }, position) =>
    pathOf(entryName(country, '_'), entryName(name, `device-${position + 1}`), '.txt'),
  );
  const archive = openArchive();
  yield* archive.file('summary.txt', `${jobLines(job).join('\n')}\n`);
  yield* archive.file('summary.csv', summaryCsv(job, files));
  for (const [position, path] of files.entries()) yield* archive.file(path, deviceText(outputs, position));
  yield* archive.end();
}

type Text = string | Iterable<string> | AsyncIterable<string>;

function openArchive() {
  let made: Uint8Array[] = [];
  let total = 0;
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
    total += chunk.length;
  });
  function* ready(): Generator<Uint8Array> {
    if (total > MAX_ZIP_BYTES) throw new Error('The archive is larger than 4 GiB, which its format cannot say');
    const chunks = made;
    made = [];
    yield* chunks;
  }
  return {
    async *file(path: string, text: Text): AsyncGenerator<Uint8Array> {
      const entry = new ZipDeflate(path, { level: 3 });
      zip.add(entry);
      let bytes = 0;
      for await (const piece of typeof text === 'string' ? [text] : text) {
        for (let at = 0; at < piece.length; ) {
          const end = sliceEnd(piece, at);
          const slice = Buffer.from(piece.slice(at, end));
          bytes += slice.length;
          if (bytes > MAX_ZIP_BYTES) throw new Error(`${path} is larger than 4 GiB, which the archive cannot say`);
          entry.push(slice);
          at = end;
          yield* ready();
          // Timers, sockets and other requests run in between.
          await turn();
        }
      }
      entry.push(new Uint8Array(), true);
      yield* ready();
    },
    *end(): Generator<Uint8Array> {
      zip.end();
      yield* ready();
    },
  };
}

/** Not between the two halves of a surrogate pair: each alone would become U+FFFD. */
function sliceEnd(text: string, start: number): number {
  const end = Math.min(text.length, start + SLICE);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
