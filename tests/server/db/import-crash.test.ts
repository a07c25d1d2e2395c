import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { openDatabase } from '@/server/db/client';
import { createDeviceStore } from '@/server/db/device-store';
import { createImportStore } from '@/server/db/import-store';
import { tempDatabase } from '../../support/temp-database';

const DEVICES = 1_500;

/** Kills an importer `afterMs` after it said `line`; the round that it was last told is done. */
async function killImporter(url: string, line: string, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/crash-importer.ts', url, String(DEVICES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let done = 0;
  for await (const said of createInterface({ input: child.stdout })) {
    if (said.startsWith('done')) done = Number(said.slice('done '.length));
    // Anywhere within an import: the moment itself is not what is tested.
    if (said === line) setTimeout(() => child.kill('SIGKILL'), afterMs);
  }
  const [, signal] = await exit;
  expect(signal).toBe('SIGKILL');
  return done;
}

it('an importer that is killed leaves each import whole or not there, with its history, and the newest can be undone', async () => {
  const temp = await tempDatabase();
  await temp.db.close();
  for (const [line, afterMs] of [
    ['begin 1', 0],
    ['begin 1', 40],
    ['begin 2', 15],
    ['begin 3', 90],
    ['begin 6', 150],
  ] as const) {
    const done = await killImporter(temp.url, line, afterMs);
    const db = await openDatabase(temp.url);
    expect(await db.sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await db.sql.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(await db.sql.all(`SELECT "name" FROM sqlite_master WHERE "name" LIKE 'stage%'`)).toEqual([]);
    const { items, total } = await createImportStore(db).list({});
    // Committed, but killed before it could say so.
    expect([done, done + 1]).toContain(total);
    const devices = await createDeviceStore(db).selectByFilter({});
    expect(devices).toHaveLength(total === 0 ? 0 : DEVICES);
    const states = new Set(devices.map(({ site, tags }) => JSON.stringify([site, tags])));
    expect([...states]).toEqual(total === 0 ? [] : [JSON.stringify([`site ${total}`, ['all', `round-${total}`]])]);
    const [parts] = await db.sql.all('SELECT COUNT(DISTINCT "runId") AS "runs", COUNT(*) AS "n" FROM "ImportPart"');
    expect(parts).toEqual({ runs: Math.min(5, total), n: Math.min(5, total) * Math.ceil(DEVICES / 500) });
    if (line === 'begin 6') {
      const undone = await createImportStore(db).undo(items[0]!.id, 'noc');
      expect(undone).toEqual({ ok: true, deleted: 0, restored: DEVICES });
    }
    await db.close();
  }
  await temp.remove();
});
