// The whole story on one machine, from a fresh clone: routers, portal, inventory, one job, watched live.
//   npm run demo             leaves the portal up until Ctrl-C
//   npm run demo -- --once   ends after the job; exit 0 when every healthy router completed
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureCli } from './build-cli.mjs';
import { ensureBuilt, localSecretKey, main, root, run, say } from './setup.mjs';

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
    const job = runJob({ client, url: portal.url, lab, routerPassword, faulty });
    const healthy = await Promise.race([job, interrupted]);
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

async function runJob({ client, url, lab, routerPassword, faulty }) {
  const { inventoryCsv } = await import('../lab/inventory-csv.ts');
  await client.trpc.credentials.create.mutate({ name: 'demo-routers', username: 'demo', password: routerPassword });
  const content = inventoryCsv(lab.routers, { credential: 'demo-routers' });
  const imported = await client.trpc.devices.import.mutate({ content, format: 'csv', mode: 'apply' });
  say(`Inventory: ${imported.created} devices imported.`);
  const catalogue = await client.trpc.commands.catalogue.query();
  const commands = catalogue.filter((command) => command.everyday).map((command) => `@${command.id}`);
  const args = ['jobs', 'run', '--all', '--title', 'Demo: everyday OSPF check', '--batch-size', String(BATCH_SIZE)];
  args.push(...commands.flatMap((command) => ['--command', command]), '--follow');
  // The job is started and followed as anybody would, by the command line.
  say(`\n$ areazero ${args.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ')}\n`);
  const env = { ...process.env, AREAZERO_URL: url, AREAZERO_TOKEN: client.token };
  const exitCode = await run(process.execPath, [await ensureCli(), ...args], { env });
  // Beyond these two it did not follow the job to its end.
  if (exitCode > 1) return false;
  const [job] = (await client.trpc.jobs.list.query({ limit: 1 })).items;
  const { items } = await client.trpc.jobs.runs.query({ jobId: job.jobId, limit: 500 });
  return items.every(({ deviceName, state }) => faulty.has(deviceName) || state === 'completed');
}

main(() => demo(parseArgs({ options: { once: { type: 'boolean', default: false } } }).values));
