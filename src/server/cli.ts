// One job without a database and without pages: the proof that the engine takes everything as arguments, and a way to try a
// command on a few routers from a terminal. The login comes on standard input, so that it stands in no list of processes:
//   echo '{"username":"…","password":"…"}' | npx tsx src/server/cli.ts --csv routers.csv --allow 10.0.0.0/8 \
//     --command @ospf-neighbors --command 'show clock' --batch-size 10

import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { commandEntrySchema, EVERYDAY_REFERENCES, plannedCommand } from '@/domain/command';
import { DEFAULT_LINK } from '@/domain/device';
import { describeFailure } from '@/domain/failure';
import type { JobPlan } from '@/domain/job';
import { DEFAULT_OPTIONS } from '@/domain/job-options-schema';
import { NO_ORIGIN } from '@/domain/job-origin';
import { batchOfPosition } from '@/domain/pacing';
import { createEngine } from './engine/engine';
import { createInProcessExecutor } from './engine/in-process-executor';
import { createMemoryStore } from './engine/memory-store';
import { type HostKeys, type Log, NO_SECRET } from './engine/ports';
import { systemClock } from './engine/system-clock';
import { parseInventoryCsv } from './inventory/csv';
import { createConnect } from './ssh/session';
import { createTargets } from './ssh/targets';

const loginSchema = z.object({ username: z.string().min(1), password: z.string().min(1) });
const quiet: Log = { info: () => {}, warn: () => {}, error: (fields, message) => console.error(message, fields) };

async function planFrom(csv: string, lines: readonly string[], batchSize: number): Promise<JobPlan> {
  const { rows, errors } = await parseInventoryCsv(csv);
  if (errors[0]) throw new Error(`row ${errors[0].row}: ${errors[0].field}: ${errors[0].message}`);
  const platforms = rows.map(({ fields }) => fields.platform);
  const commands = lines.map((line) => plannedCommand(commandFrom(line), platforms));
  const change = commands.find(({ kind }) => kind === 'change');
  if (change) throw new Error(`--command: ${change.line} may change the router; only the portal runs such commands`);
  return {
    jobId: 'cli',
    title: 'From the command line',
    createdAt: new Date().toISOString(),
    createdBy: 'cli',
    idempotencyKey: null,
    retryOf: null,
    origin: NO_ORIGIN,
    commands,
    devices: rows.map(({ fields }, position) => ({
      ...DEFAULT_LINK,
      ...fields,
      deviceId: fields.name,
      credentialId: 'login',
      place: null,
      batch: batchOfPosition(position, batchSize),
    })),
    batchSize,
    strategy: 'batch',
    devicesPerHour: null,
    options: DEFAULT_OPTIONS,
  };
}

function commandFrom(line: string): string {
  const entry = commandEntrySchema.safeParse(line);
  if (!entry.success) throw new Error(`--command: ${entry.error.issues[0]?.message}`);
  return entry.data;
}

/** Trusts each host key for the length of this run, and refuses one that changes meanwhile. */
function keysOfThisRun(): HostKeys {
  const seen = new Map<string, string>();
  return {
    async judge(endpoint, { fingerprint }) {
      const expected = seen.get(endpoint);
      seen.set(endpoint, expected ?? fingerprint);
      if (expected === undefined) return { verdict: 'first_use' };
      return expected === fingerprint ? { verdict: 'pinned' } : { verdict: 'changed', expected };
    },
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      csv: { type: 'string' },
      allow: { type: 'string' },
      command: { type: 'string', multiple: true, default: [...EVERYDAY_REFERENCES] },
      'batch-size': { type: 'string', default: '10' },
    },
  });
  if (!values.csv) throw new Error('--csv: expected a file with the columns name,address,country,platform,credential');
  const batchSize = z.coerce.number('--batch-size: expected a whole number').int().min(0).parse(values['batch-size']);
  const plan = await planFrom(await readFile(values.csv, 'utf8'), values.command, batchSize);
  const login = loginSchema.parse(JSON.parse(await text(process.stdin)));
  const connect = createConnect({
    secrets: { reveal: async () => ({ ...NO_SECRET, ...login }) },
    hostKeys: keysOfThisRun(),
    hostKeyPolicy: 'first_use',
    targets: createTargets(values.allow),
    jumpHosts: { find: async () => null },
    handshakesAtOnce: 25,
    log: quiet,
  });
  const engine = createEngine({
    executor: createInProcessExecutor({ connect, clock: systemClock, log: quiet }),
    store: createMemoryStore(),
    clock: systemClock,
    log: quiet,
    limits: {
      maxSessions: 500,
      maxOutputBytes: 10 * 2 ** 20,
      clocks: {
        connectMs: 10_000,
        handshakeMs: 20_000,
        promptMs: 20_000,
        commandIdleMs: 60_000,
        deviceTotalMs: 300_000,
      },
    },
  });
  await engine.start(plan);
  for await (const events of engine.events(plan.jobId, 0, new AbortController().signal)) {
    for (const event of events) {
      if (event.type === 'device.completed') console.log(`${event.deviceId}: completed in ${event.durationMs} ms`);
      if (event.type === 'device.failed') console.log(`${event.deviceId}: ${describeFailure(event.failure)}`);
    }
  }
  const job = await engine.read(plan.jobId);
  console.log(JSON.stringify(job?.progress.counts));
  return job?.progress.outcome === 'ok' ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
  },
);
