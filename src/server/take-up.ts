import type { Services } from './api/context';
import type { Database } from './db/client';
import { clearRestored, restoredAt } from './db/portal-state';
import type { PortalLog } from './log';

/**
 * Takes up what an earlier process left behind, before the portal listens. From a backup nothing goes on by itself:
 * its jobs stand paused, what webhooks were to be told is held, and everybody signs in again, since who was signed out or
 * taken a role from after the backup was made stands in it as before. API tokens stay, because services could not come
 * back by themselves: the log counts them.
 */
export async function takeUp(
  database: Database,
  { engine, audit, webhookSender }: Services,
  log: PortalLog,
): Promise<void> {
  const copyOf = await restoredAt(database.sql);
  await webhookSender.prepare();
  const jobs = await engine.recover({ restored: copyOf !== null });
  if (jobs.length > 0) log.warn({ jobs }, 'Jobs that an earlier process left behind were taken up');
  if (copyOf === null) return;
  // After the recovery: that its jobs stand paused is nobody's news either until a person has looked.
  const deliveriesHeld = await webhookSender.holdAll('restored from a backup');
  const { count: sessionsEnded } = await database.prisma.session.deleteMany();
  const apiTokens = await database.prisma.apiToken.count({ where: { revokedAt: null } });
  const detail = { copyOf, jobsPaused: jobs.length, deliveriesHeld, sessionsEnded, apiTokens };
  await audit.record({ actor: 'portal', action: 'portal.restored', subject: copyOf, detail });
  await clearRestored(database.sql);
  log.warn(detail, 'This database is a restored backup: its jobs are paused, and everybody signs in again');
}
