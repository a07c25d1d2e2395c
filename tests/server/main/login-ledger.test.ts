import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Fleet, jobEnd, startFleet } from '../../support/fleet';

/** The routers' own ledger held against the limit of a realm. Nothing here asks the portal how fast it logged in. */
let fleet: Fleet;
const LIMIT = 1;
/** What a busy machine may add between the portal's decision and the router's ledger: less than one login more. */
const LATE_MS = 900;

beforeAll(async () => {
  fleet = await startFleet({ size: 10, addressBase: '127.213.0.1' });
  const { admin } = fleet.portal;
  const [lab] = await admin.credentials.list.query();
  const { username, password } = fleet;
  const second = await admin.credentials.create.mutate({ name: 'second', username, password, realm: 'tacacs' });
  await admin.credentials.update.mutate({ id: lab!.id, realm: 'tacacs', loginsPerSecond: LIMIT });
  const { items } = await admin.devices.list.query({ limit: 50 });
  for (const { id } of items.slice(0, 4)) await admin.devices.update.mutate({ id, credentialId: second.id });
});
afterAll(() => fleet.close());

it('two jobs at once, all devices together, two credentials of one realm: never more than one login a second', async () => {
  const { admin } = fleet.portal;
  const { items } = await admin.devices.list.query({ limit: 50 });
  const ids = items.map(({ id }) => id);
  const commands = ['show ip ospf neighbor'];
  const jobs = await Promise.all(
    [ids.filter((_, i) => i % 2 === 0), ids.filter((_, i) => i % 2 === 1)].map((deviceIds) =>
      admin.jobs.create.mutate({ deviceIds, commands, batchSize: 0 }),
    ),
  );
  await Promise.all(jobs.map(({ jobId }) => jobEnd(fleet, jobId)));

  const logins = fleet.lab.ledger.entries().filter(({ kind }) => kind === 'login');
  expect(logins).toHaveLength(10);
  for (const [from, first] of logins.entries()) {
    for (const [to, last] of logins.entries()) {
      if (to > from) expect(((to - from) / LIMIT) * 1_000).toBeLessThanOrEqual(last.at - first.at + LATE_MS);
    }
  }
  for (const { jobId } of jobs) {
    expect(await admin.jobs.get.query({ jobId })).toMatchObject({ state: 'completed', outcome: 'ok' });
  }
});
