import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeDurably } from './durable-file';

const manifestSchema = z.object({
  format: z.literal(1),
  /** ISO 8601. */
  madeAt: z.iso.datetime(),
  bytes: z.number().int().positive(),
  /** Of the database file, hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Version of the portal that made the backup. */
  portal: z.string(),
  /** The newest migration in it. */
  schema: z.string(),
});

/** What lies beside a backup as `<backup>.json`, written last: a backup without it may be half of one. */
export type BackupManifest = z.infer<typeof manifestSchema>;

export const manifestPath = (backup: string): string => `${backup}.json`;

export const writeManifest = (backup: string, manifest: BackupManifest): Promise<void> =>
  writeDurably(manifestPath(backup), `${JSON.stringify(manifest, null, 2)}\n`);

/** Null where there is none. Throws where it is not one. */
export async function readManifest(backup: string): Promise<BackupManifest | null> {
  let text: string;
  try {
    text = await readFile(manifestPath(backup), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new Error(`${manifestPath(backup)}: expected the manifest of a backup, in JSON`);
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
