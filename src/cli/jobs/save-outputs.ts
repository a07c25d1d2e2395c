import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { formatCount } from '@/domain/format';
import type { Context } from '../context';
import { Stop } from '../exit-codes';
import type { Portal } from '../portal';

/**
 * Writes what every device of a job answered under a folder: `summary.txt`, `summary.csv`, and a text file per device in
 * a folder per country. It is the portal's archive, unpacked while it comes.
 */
export async function saveOutputs({ err }: Context, portal: Portal, jobId: string, folder: string): Promise<void> {
  const archive = await portal.download({ jobId, of: 'job', format: 'zip' });
  let files = 0;
  const unzip = new Unzip((file) => {
    files += 1;
    writeTo(join(folder, checked(file.name)), file);
  });
  unzip.register(UnzipInflate);
  for await (const chunk of archive) unzip.push(chunk);
  unzip.push(new Uint8Array(), true);
  err.line([`${formatCount(files, 'file')} written to ${folder}`]);
}

/** Files are written where they were told to be and nowhere else, whatever the archive says. */
function checked(name: string): string {
  const steps = name.split('/');
  const harmless = steps.length <= 2 && steps.every((step) => !/^\.*$|[\\:\0]/.test(step));
  if (!harmless) throw new Stop('internal', `The archive of the portal names a file that cannot be written: ${name}`);
  return join(...steps);
}

function writeTo(path: string, file: UnzipFile): void {
  mkdirSync(dirname(path), { recursive: true });
  const handle = openSync(path, 'w');
  file.ondata = (error, chunk, final) => {
    if (!error) writeSync(handle, chunk);
    if (error || final) closeSync(handle);
    if (error) throw error;
  };
  file.start();
}
