// The whole story on one machine, from a fresh clone: routers, portal, inventory, one job, watched live.
//   npm run demo             leaves the portal up until Ctrl-C
//   npm run demo -- --once   ends after the job; exit 0 when every healthy router completed
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { JobDisplay } from './demo-display.mjs';
import { ensureBuilt, localSecretKey, main, root, say } from './setup.mjs';

const SIZE = 60;
const COUNTRIES = ['DE', 'FR', 'GB', 'US', 'NL', 'ES', 'IT', 'PL', 'SE', 'CH', 'JP', 'BR'];
const BATCH_SIZE = 10;
const THINK_TIME_MS = 150;
/** Two routers that misbehave, so that the page has something to tell. The other 58 are healthy. */
const FAULTS = [{ kind: 'wrong_password' }, { kind: 'drop_mid_output', on: 3 }];

const folder = join(root, 'data/demo');

async function startRouters(password) {
  const { startLabProcess } = await import('../lab/lab-process.ts');
  const { EVERY_PLATFORM } = await import('../lab/network/platform-mix.ts');
  const lab = await startLabProcess({
    seed: 7,
    size: SIZE,
    countries: COUNTRIES,
    platforms: EVERY_PLATFORM,
    thinkTimeMs: THINK_TIME_MS,
    username: 'demo',
    password,
  });
  const faulty = [lab.routers[17], lab.routers[41]];
  for (const [index, router] of faulty.entries()) await lab.setFault(router.name, FAULTS[index]);
  return { lab, faulty: new Set(faulty.map((router) => router.name)) };
}

async function demo({ once }) {
  const interrupted = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve());
  });
  await ensureBuilt();
  const { register } = await import('tsx/esm/api');
  register();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { connectPortal } = await import('./portal-client.ts');
  const { freePort, startPortalProcess } = await import('./portal-process.ts');
  const routerPassword = randomBytes(12).toString('base64url');

  say(`Starting ${SIZE} simulated routers of nine platforms in ${COUNTRIES.length} countries …`);
  const { lab, faulty } = await startRouters(routerPassword);
  say('Starting the portal …');
  const portal = await startPortalProcess({
    folder,
    port: process.env.PORT ? Number(process.env.PORT) : await freePort(3000),
    settings: { ...process.env, SECRET_KEY: process.env.SECRET_KEY || localSecretKey(folder) },
  });
  try {
    const client = await connectPortal(portal, 'demo');
    const run = runJob(client, lab, routerPassword, faulty);
    const healthy = await Promise.race([run, interrupted]);
    client.close();
    if (once) process.exitCode = healthy ? 0 : 1;
    else if (healthy !== undefined) {
      say(`\nThe portal is up:  ${portal.url}`);
      say(`Sign in with:      ${portal.email}  ${portal.password}`);
      say('Ctrl-C ends the portal and the routers.');
      await interrupted;
    }
  } finally {
    await portal.end('SIGTERM');
    await lab.close();
  }
}

async function runJob(client, lab, routerPassword, faulty) {
  const { inventoryCsv } = await import('../lab/inventory-csv.ts');
  await client.trpc.credentials.create.mutate({ name: 'demo-routers', username: 'demo', password: routerPassword });
  const content = inventoryCsv(lab.routers, { credential: 'demo-routers' });
  const imported = await client.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
  say(`Inventory: ${imported.created} devices imported.`);
  const catalogue = await client.trpc.commands.catalogue.query();
  const commands = catalogue.filter((command) => command.everyday).map((command) => `@${command.id}`);
  const job = await client.trpc.jobs.create.mutate({
    title: 'Demo: everyday OSPF check',
    filter: { all: true },
    commands,
    batchSize: BATCH_SIZE,
  });
  say(
    `Job: ${commands.length} commands on ${job.totalDevices} devices in ${job.totalBatches} batches of ${job.batchSize}.\n`,
  );
  const { items } = await client.trpc.jobs.runs.query({ jobId: job.jobId, limit: 500 });
  const display = new JobDisplay(items, job.totalBatches);
  await client.follow(job.jobId, (event) => display.apply(event));
  display.finish();
  return display.states().every(({ name, state }) => faulty.has(name) || state === 'completed');
}

main(() => demo(parseArgs({ options: { once: { type: 'boolean', default: false } } }).values));
