// Starts a ring of real FRRouting routers: `npm run lab:frr -- --help`. Plain node; the lab is loaded through tsx.
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE = `Usage: npm run lab:frr -- [options]

Starts real FRRouting routers in a ring, each in a network namespace and reached by SSH on a loopback address, and runs
until Ctrl-C. Needs Linux, root, and the Debian packages frr, openssh-server and iproute2.

  --size <n>           how many routers, 3 to 20 (4)
  --port <n>           TCP port of all of them (2200)
  --csv <file>         write the inventory to a file instead of printing it
  --credential <name>  credential named in the inventory (frr)
  --help
`;

async function main() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '4' },
      port: { type: 'string', default: '2200' },
      csv: { type: 'string' },
      credential: { type: 'string', default: 'frr' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const size = integer('--size', values.size, 3, 20);
  const port = integer('--port', values.port, 1, 65_535);
  if (!existsSync(fileURLToPath(new URL('../node_modules/tsx', import.meta.url)))) {
    throw new Error('The packages are not installed yet: run `npm ci` first.');
  }
  const { register } = await import('tsx/esm/api');
  register();
  const { startFrrRing } = await import('../lab/frr/start-frr-ring.ts');
  const { inventoryCsv } = await import('../lab/inventory-csv.ts');

  const ring = await startFrrRing({ size, port });
  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    await ring.close();
    process.exit(0);
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
  // Children are not waited for, so something else has to keep this process.
  setInterval(() => undefined, 2 ** 30);

  console.log(`${'NAME'.padEnd(10)}${'ADDRESS'.padEnd(18)}${'ROUTER ID'.padEnd(15)}COUNTRY`);
  for (const { name, address, routerId, country } of ring.routers) {
    console.log(`${name.padEnd(10)}${address.padEnd(18)}${routerId.padEnd(15)}${country}`);
  }
  const [first] = ring.routers;
  console.log(`\nLogin      ssh -p ${first.port} ${first.username}@${first.address}`);
  console.log(`Password   ${first.password}`);
  const csv = inventoryCsv(ring.routers, { credential: values.credential });
  if (values.csv) writeFileSync(values.csv, csv);
  console.log(values.csv ? `Inventory  ${values.csv}` : `\n${csv}`);
  await ring.waitConverged();
  console.log('All neighbours are Full. Ctrl-C ends the routers.');
}

function integer(flag, text, min, max) {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new Error(`${flag}: expected a whole number from ${min} to ${max}, got ${JSON.stringify(text)}`);
  }
  return value;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error?.code?.startsWith?.('ERR_PARSE_ARGS') ? 2 : 1);
});
