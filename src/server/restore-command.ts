// npm run restore -- --from FILE [--to DATABASE_URL] [--force]: puts a backup in the place of the database.
import { resolve } from 'node:path';
import { z } from 'zod';
import { readOptions, runCommand } from './command';
import type { Database } from './db/client';
import { databasePath } from './db/database-path';
import { restoreBackup } from './db/restore';
import { processDatabaseEnv } from './env';
import { checkSealed, sealedLines } from './sealed-check';

const USAGE = 'Usage: npm run restore -- --from FILE [--to file:PATH] [--force]';

const optionsSchema = z.object({
  from: z.string('expected the file of a backup').min(1, 'expected the file of a backup'),
  to: z.string().startsWith('file:', 'expected a DATABASE_URL: file: and a path').optional(),
  force: z.boolean().default(false),
});

const inspectWith = (secretKey: Buffer | undefined) => async (database: Database) => ({
  sealed: await checkSealed(database, secretKey),
  apiTokens: await database.prisma.apiToken.count({ where: { revokedAt: null } }),
});

runCommand(async () => {
  const options = { from: { type: 'string' }, to: { type: 'string' }, force: { type: 'boolean' } } as const;
  const { from, to, force } = readOptions(optionsSchema, options, USAGE);
  const env = processDatabaseEnv();
  const url = to ?? env.DATABASE_URL;
  const order = { from: resolve(from), to: url, replace: force, now: new Date() };
  const restored = await restoreBackup({ ...order, inspect: inspectWith(env.SECRET_KEY) });
  const { manifest, inspected, migrationsApplied, replaced } = restored;
  return [
    `Restored ${order.from} to ${databasePath(url)}`,
    manifest
      ? `It is the file that was made ${manifest.madeAt} by version ${manifest.portal}, whole by SQLite's own check.`
      : 'WARNING: it has no manifest (.json beside it), so its checksum could not be compared. It is whole by SQLite’s own check.',
    ...migrationsApplied.map((name) => `Brought to this version's schema: ${name}`),
    ...(replaced ? [`The database that was there is kept as ${replaced}`] : []),
    ...sealedLines(inspected.sealed),
    'At the next start nothing is sent by itself: unfinished jobs stand paused, and everybody signs in again.',
    `What was changed after the backup is as it was before: look at the accounts and at the ${inspected.apiTokens} API tokens that are not revoked in it.`,
  ];
});
