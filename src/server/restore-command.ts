// npm run restore -- --from FILE [--to DATABASE_URL] [--force]: puts a backup in the place of the database.
import { resolve } from 'node:path';
import { z } from 'zod';
import { deriveKey } from './auth/derive-key';
import { createSecretBox, SealedValueError } from './auth/secret-box';
import { readOptions, runCommand } from './command';
import type { Database } from './db/client';
import { createCredentialStore } from './db/credential-store';
import { databasePath } from './db/database-path';
import { restoreBackup } from './db/restore';
import { processDatabaseEnv } from './env';

const USAGE = 'Usage: npm run restore -- --from FILE [--to file:PATH] [--force]';

const optionsSchema = z.object({
  from: z.string('expected the file of a backup').min(1, 'expected the file of a backup'),
  to: z.string().startsWith('file:', 'expected a DATABASE_URL: file: and a path').optional(),
  force: z.boolean().default(false),
});

interface Inspection {
  readonly credentials: number;
  /** Null: nobody said which key they were sealed with. */
  readonly unreadable: readonly string[] | null;
  readonly apiTokens: number;
}

const inspectWith =
  (secretKey: Buffer | undefined) =>
  async (database: Database): Promise<Inspection> => {
    const apiTokens = await database.prisma.apiToken.count({ where: { revokedAt: null } });
    const rows = await database.prisma.credential.findMany({ select: { id: true, name: true } });
    if (!secretKey) return { credentials: rows.length, unreadable: null, apiTokens };
    const store = createCredentialStore(database, createSecretBox(deriveKey(secretKey, 'credentials')));
    const unreadable: string[] = [];
    for (const { id, name } of rows) {
      try {
        await store.reveal(id);
      } catch (error) {
        if (!(error instanceof SealedValueError)) throw error;
        unreadable.push(name);
      }
    }
    return { credentials: rows.length, unreadable, apiTokens };
  };

function keyLines({ credentials, unreadable }: Inspection): string[] {
  if (credentials === 0) return [];
  if (unreadable === null) return ['WARNING: SECRET_KEY is not set, so nobody knows whether it opens the credentials.'];
  if (unreadable.length === 0) return [`SECRET_KEY opens all ${credentials} credentials.`];
  return [
    `WARNING: SECRET_KEY does not open ${unreadable.length} of ${credentials} credentials: no device that uses them can be logged in to.`,
    'Start the portal with the key of the time of the backup, or enter these credentials anew.',
  ];
}

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
    ...keyLines(inspected),
    'At the next start nothing is sent by itself: unfinished jobs stand paused, and everybody signs in again.',
    `What was changed after the backup is as it was before: look at the accounts and at the ${inspected.apiTokens} API tokens that are not revoked in it.`,
  ];
});
