// What somebody who uses the portal feels while it works: devices in the thread of the API against devices in threads of
// their own, one after the other on the same machine.
import { type Probed, probeWhile } from './api-probe';
import { type ModulusRouters, startModulusRouters } from './modulus-sshd';
import { type BenchStage, openStage } from './stage';
import { print, ratio, row } from './table';

export interface ApiUnderLoadOptions {
  readonly size: number;
  readonly places: number;
  readonly thinkTimeMs: number;
}

const HANDSHAKES = 200;
const MODULUS_ROUTERS = 1;
const IDLE_MS = 4_000;
const LOADS = ['idle', `${HANDSHAKES} handshakes`, '8192-bit group', 'rolling job'] as const;
type Load = (typeof LOADS)[number];
type Felt = Probed & { readonly stallP99: number; readonly stallMax: number };
type Measured = Partial<Record<Load, Felt>>;

export async function apiUnderLoad(options: ApiUnderLoadOptions): Promise<void> {
  const routers = await startModulusRouters(MODULUS_ROUTERS);
  try {
    const own = await measure('0', options, routers);
    const threads = await measure('', options, routers);
    report(own, threads, routers !== null);
  } finally {
    routers?.close();
  }
}

async function measure(
  workers: string,
  options: ApiUnderLoadOptions,
  routers: ModulusRouters | null,
): Promise<Measured> {
  const stage = await openStage(Math.max(options.size, HANDSHAKES), options.thinkTimeMs, {
    ...(workers === '' ? {} : { WORKERS: workers }),
    HANDSHAKES_AT_ONCE: String(HANDSHAKES),
    HANDSHAKE_TIMEOUT_MS: '600000',
    DEVICE_TIMEOUT_MS: '600000',
  });
  try {
    const { items } = await stage.portal.client.trpc.devices.list.query({ limit: HANDSHAKES });
    const felt = (work: () => Promise<void>) => feel(stage, work);
    // The first job of a process compiles; nobody is measured on that.
    await stage.run('rolling', options.places);
    const measured: Measured = {
      idle: await felt(() => new Promise((resolve) => setTimeout(resolve, IDLE_MS))),
      [LOADS[1]]: await felt(() => runJob(stage, { deviceIds: items.map(({ id }) => id), batchSize: 0 })),
      'rolling job': await felt(() =>
        runJob(stage, {
          filter: { all: true },
          commands: stage.commands,
          batchSize: options.places,
          strategy: 'rolling',
        }),
      ),
    };
    if (routers) {
      const deviceIds = await addModulusRouters(stage, routers);
      measured['8192-bit group'] = await felt(() => runJob(stage, { deviceIds, batchSize: 0 }));
    }
    return measured;
  } finally {
    await stage.close();
  }
}

async function feel({ portal }: BenchStage, work: () => Promise<void>): Promise<Felt> {
  // Begins a new stretch of measuring.
  await portal.usage();
  const probed = await probeWhile(portal, work);
  const { stallP99Ms, stallMaxMs } = await portal.usage();
  return { ...probed, stallP99: stallP99Ms, stallMax: stallMaxMs };
}

type JobInput = Parameters<BenchStage['portal']['client']['trpc']['jobs']['create']['mutate']>[0];

async function runJob({ portal: { client } }: BenchStage, input: Omit<JobInput, 'commands'> & Partial<JobInput>) {
  const { jobId } = await client.trpc.jobs.create.mutate({ commands: ['show ip ospf neighbor'], ...input });
  await client.ended(jobId);
  const { outcome, counts } = await client.trpc.jobs.get.query({ jobId });
  if (outcome !== 'ok') throw new Error(`The job ended ${outcome}: ${JSON.stringify(counts)}`);
}

async function addModulusRouters({ portal }: BenchStage, routers: ModulusRouters): Promise<string[]> {
  const { trpc } = portal.client;
  const { username, privateKey, port } = routers;
  const { id: credentialId } = await trpc.credentials.create.mutate({ name: 'modulus', username, privateKey });
  const device = { port, country: 'DE', platform: 'cisco_ios' as const, credentialId, algorithms: 'legacy' as const };
  const made = await Promise.all(
    routers.addresses.map((address, index) =>
      trpc.devices.create.mutate({ name: `modulus-${index}`, address, ...device }),
    ),
  );
  return made.map(({ id }) => id);
}

function report(own: Measured, threads: Measured, withModulus: boolean): void {
  const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
  print('\nThe API under load: /healthz and jobs.list each 25 ms; devices in its own thread, then in worker threads\n');
  row('', 'P50', 'P95', 'P95 x idle', 'max', 'unanswered', 'stall p99', 'stall max');
  for (const load of LOADS) {
    for (const [where, measured] of [
      ['own thread', own],
      ['worker threads', threads],
    ] as const) {
      const felt = measured[load];
      if (!felt) continue;
      const { p50, p95, max, unanswered, stallP99, stallMax } = felt;
      const cells = [
        ms(p50),
        ms(p95),
        ratio(p95 / measured.idle!.p95),
        ms(max),
        String(unanswered),
        ms(stallP99),
        ms(stallMax),
      ];
      row(`${load}, ${where}`, ...cells);
    }
    const [before, after] = [own[load], threads[load]];
    if (!before || !after) continue;
    row(
      '  own / worker threads',
      ratio(before.p50 / after.p50),
      ratio(before.p95 / after.p95),
      '',
      ratio(before.max / after.max),
      '',
      ratio(before.stallP99 / after.stallP99),
      ratio(before.stallMax / after.stallMax),
    );
  }
  if (!withModulus) print('\nThe 8192-bit group was left out: this machine has no OpenSSH server.');
  print('\nAims with worker threads: P95 under load at most 100 ms; a stall at most 100 ms, whatever routers do.');
}
