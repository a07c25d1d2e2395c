import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Of a file's content; `sha256` in hexadecimal. */
export interface Digest {
  readonly bytes: number;
  readonly sha256: string;
}

/** For its own account alone: a database holds what nobody else may read. */
const OWNER_ONLY = 0o600;

/** Copies a file to a new one (whatever stood there is gone) and says what it copied. */
export async function copyWithDigest(from: string, to: string): Promise<Digest> {
  const meter = digesting();
  await pipeline(createReadStream(from), meter.stream, createWriteStream(to, { mode: OWNER_ONLY }));
  return meter.digest();
}

export async function digestOf(path: string): Promise<Digest> {
  const meter = digesting();
  await pipeline(createReadStream(path), meter.stream.resume());
  return meter.digest();
}

function digesting() {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, digest: (): Digest => ({ bytes, sha256: hash.digest('hex') }) };
}

/** Resolves when the content of a file, or the names in a folder, outlive a power cut. */
async function toDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a finished file its name: whoever looks finds all of it or nothing of it, also after a power cut. */
export async function putInPlace(finished: string, path: string): Promise<void> {
  await toDisk(finished);
  await rename(finished, path);
  await toDisk(dirname(path));
}

export async function writeDurably(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  await writeFile(part, text, { mode: OWNER_ONLY });
  await putInPlace(part, path);
}
