// npm run backup -- --to FILE|FOLDER [--keep N]: a checked copy of the database, also while the portal runs.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { readOptions, runCommand, UsageError } from './command';
import { backUp, backupName, pruneBackups } from './db/backup';
import { databasePath } from './db/database-path';
import { processDatabaseEnv } from './env';
import { portalVersion } from './version';

const USAGE = 'Usage: npm run backup -- --to FILE|FOLDER [--keep N]';
const KEEP_TEXT = 'expected how many backups of the folder to keep, a whole number from 1';

const optionsSchema = z.object({
  to: z.string('expected a file that does not exist yet, or a folder').min(1, 'expected a file or a folder'),
  keep: z.coerce.number(KEEP_TEXT).int(KEEP_TEXT).min(1, KEEP_TEXT).optional(),
});

/** A folder, there or not, or a file: `./backups/` and a folder that exists are folders. */
const isFolder = (to: string): boolean =>
  /[/\\]$/.test(to) || (statSync(to, { throwIfNoEntry: false })?.isDirectory() ?? false);

runCommand(async () => {
  const { to, keep } = readOptions(optionsSchema, { to: { type: 'string' }, keep: { type: 'string' } }, USAGE);
  const folder = isFolder(to) ? resolve(to) : null;
  if (keep !== undefined && folder === null) {
    throw new UsageError(`--keep: expected a folder in --to (one that does not exist yet ends in /)\n${USAGE}`);
  }
  const now = new Date();
  const file = folder === null ? resolve(to) : join(folder, backupName(now));
  const { DATABASE_URL: url } = processDatabaseEnv();
  const manifest = await backUp({ from: databasePath(url), to: file, version: portalVersion(), now });
  const pruned = folder !== null && keep !== undefined ? await pruneBackups(folder, keep, now) : [];
  return [
    `Backed up to ${file}: ${manifest.bytes} bytes, checked, schema ${manifest.schema}, SHA-256 ${manifest.sha256}`,
    ...pruned.map((name) => `Deleted ${name}`),
    'SECRET_KEY is not in it. Keep it elsewhere: without it nobody can read the credentials of this backup.',
  ];
});
