import { expect, it } from 'vitest';
import { openDatabase } from '@/server/db/client';
import { clearRestored, markRestored, restoredAt } from '@/server/db/portal-state';
import { tempDatabase } from '../../support/temp-database';

it('a database is nobody’s copy until it is marked, and keeps the newest mark over a start until it is cleared', async () => {
  const temp = await tempDatabase();
  expect(await restoredAt(temp.db.sql)).toBeNull();
  await markRestored(temp.db.sql, '2026-11-22T10:00:00.000Z');
  await markRestored(temp.db.sql, '2026-11-22T11:00:00.000Z');
  const again = await openDatabase(temp.url);
  expect(await restoredAt(again.sql)).toBe('2026-11-22T11:00:00.000Z');
  await clearRestored(again.sql);
  expect(await restoredAt(temp.db.sql)).toBeNull();
  await again.close();
  await temp.remove();
});
