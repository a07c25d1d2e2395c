import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type RoutersOptions, readOptions, USAGE } from './cli-options';
import { inventoryCsv } from './inventory-csv';
import { createHostKey } from './router/host-keys';
import { type Lab, type LabRouter, startLab } from './start-lab';

/** What `npm run routers` runs: a lab with a summary, until Ctrl-C. Exit 2 for a wrong command line, 1 for a failure. */
const SHOWN_ROUTERS = 12;

async function main(): Promise<void> {
  const options = parse();
  if (!options) return;
  const password = options.password ?? randomBytes(12).toString('base64url');
  const lab = await startLab({
    seed: options.seed,
    size: options.size,
    countries: options.countries,
    platforms: options.platforms,
    port: options.port,
    addressBase: options.address,
    thinkTimeMs: options.thinkTimeMs,
    username: options.username,
    password,
    enablePassword: options.enablePassword,
    authorizedKey: options.authorizedKey,
    hostKey: options.hostKeyFile === undefined ? undefined : hostKeyIn(options.hostKeyFile),
    faults: options.faults,
  });
  process.once('SIGTERM', () => stop(lab));
  process.once('SIGINT', () => stop(lab));
  print(lab, options, password);
}

function hostKeyIn(file: string): string {
  if (!existsSync(file)) writeFileSync(file, createHostKey().privateKey, { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

function parse(): RoutersOptions | undefined {
  try {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options !== 'help') return options;
    console.log(USAGE);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\nTry --help.`);
    process.exitCode = 2;
  }
  return undefined;
}

async function stop(lab: Lab): Promise<void> {
  const { connect, login, line } = lab.ledger.counts();
  console.log(`\nStopped after ${connect} connections, ${login} logins, ${line} lines.`);
  await lab.close();
  process.exit(0);
}

function print(lab: Lab, options: RoutersOptions, password: string): void {
  const { routers } = lab;
  const countries = groupByCountry(routers);
  console.log(`${routers.length} routers in ${countries.size} countries and ${lab.network.areas.size} areas\n`);
  console.log([...countries].map(([code, members]) => `  ${code} ${String(members.length).padStart(5)}`).join('\n'));
  const shown = options.list ? routers : routers.slice(0, SHOWN_ROUTERS);
  console.log(`\n${'NAME'.padEnd(16)}${'ADDRESS'.padEnd(18)}${'PLATFORM'.padEnd(19)}${'ROUTER ID'.padEnd(15)}AREAS`);
  for (const router of shown) console.log(row(router, options));
  if (shown.length < routers.length) console.log(`… and ${routers.length - shown.length} more (--list shows all)`);
  const [first] = routers;
  console.log(`\nLogin      ssh -p ${first?.port} ${options.username}@${first?.address}`);
  console.log(`Password   ${options.password === undefined ? password : 'as given'}`);
  console.log(`Host key   ${first?.fingerprint} ${options.hostKeyFile ? '' : '(new at every start)'}`);
  if (options.csv) {
    writeFileSync(options.csv, inventoryCsv(routers, { credential: options.credential }));
    console.log(`Inventory  ${options.csv} (credential '${options.credential}')`);
  }
  console.log('\nCtrl-C ends the routers.');
}

function row(router: LabRouter, options: RoutersOptions): string {
  const fault = options.faults[router.name];
  return [
    router.name.padEnd(16),
    router.address.padEnd(18),
    router.platform.padEnd(19),
    router.routerId.padEnd(15),
    router.areas.join(' '),
    fault ? `  fault: ${fault.kind}` : '',
  ].join('');
}

function groupByCountry(routers: readonly LabRouter[]): Map<string, LabRouter[]> {
  const groups = new Map<string, LabRouter[]>();
  for (const router of routers) groups.set(router.country, [...(groups.get(router.country) ?? []), router]);
  return groups;
}

main().catch((error: unknown) => {
  console.error(`The routers did not start: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
});
