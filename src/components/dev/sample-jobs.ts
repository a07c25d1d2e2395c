import type { Counts } from '@/domain/event-schema';
import { FAILURE_KINDS } from '@/domain/failure';
import { JOB_STATES, type JobPlan } from '@/domain/job';
import { headOf } from '@/domain/job-frame';
import { DEFAULT_OPTIONS } from '@/domain/job-options-schema';
import { NO_ORIGIN } from '@/domain/job-origin';
import { type DeviceProgress, emptyCounts, initialProgress, type JobProgress, percentOf } from '@/domain/progress';
import { reasonText } from '@/domain/reason';
import { createProgressStore, type ProgressStore } from '../jobs/progress-store';
import type { JobListItem } from '../jobs/use-job-list';
import type { Tile } from '../jobs/wall-groups';

const MINUTE_MS = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS).toISOString();

export const counts = (change: Partial<Counts>): Counts => {
  const given = { ...emptyCounts(), ...change };
  const { total: _, ...states } = given;
  return { ...given, total: Object.values(states).reduce((sum, count) => sum + count, 0) };
};

/** Bars from empty to full, each state among them once. */
export const SAMPLE_COUNTS: Readonly<Record<string, Counts>> = {
  'not begun': counts({ pending: 100 }),
  running: counts({ completed: 40, failed: 3, running: 10, pending: 47 }),
  'every state': counts({
    completed: 30,
    failed: 20,
    unknown: 10,
    skipped: 10,
    canceled: 10,
    running: 10,
    pending: 10,
  }),
  'one of 10,000': counts({ failed: 1, pending: 9_999 }),
  'all completed': counts({ completed: 100 }),
  'all failed': counts({ failed: 100 }),
  'no device': counts({}),
};

function item(change: Partial<JobListItem>): JobListItem {
  const own = change.counts ?? SAMPLE_COUNTS.running!;
  return {
    jobId: `sample-${change.state}-${change.outcome ?? ''}-${change.stateReason ?? ''}`,
    title: 'Everyday OSPF check',
    state: 'running',
    outcome: null,
    stateReason: null,
    createdAt: ago(12),
    createdBy: 'operator@example.net',
    startedAt: ago(12),
    endedAt: null,
    counts: own,
    percent: percentOf(own),
    totalDevices: own.total,
    totalBatches: 10,
    batchSize: 10,
    strategy: 'batch',
    ...change,
  };
}

const ended = { endedAt: ago(2) };

/** A job in every state and with every outcome, as lists show it. */
export const SAMPLE_JOBS: readonly JobListItem[] = [
  ...JOB_STATES.filter((state) => state !== 'completed').map((state) =>
    item({ state, ...(state === 'failed' ? ended : {}) }),
  ),
  item({ state: 'completed', outcome: 'ok', counts: SAMPLE_COUNTS['all completed'], ...ended }),
  item({ state: 'completed', outcome: 'partial', counts: counts({ completed: 92, failed: 8 }), ...ended }),
  item({ state: 'completed', outcome: 'failed', counts: SAMPLE_COUNTS['all failed'], ...ended }),
  item({
    state: 'paused',
    title: 'A title that somebody made much longer than anybody would like to read at three in the morning on a phone',
    stateReason: reasonText({ kind: 'canary_passed' }),
  }),
];

const COUNTRIES = ['DE', 'FR', 'JP', 'BR'];
const SITES = ['Frankfurt', 'Paris', 'Tokyo'];

const PLAN: JobPlan = {
  jobId: 'sample',
  title: 'Everyday OSPF check',
  createdAt: ago(12),
  createdBy: 'operator@example.net',
  idempotencyKey: null,
  retryOf: null,
  origin: NO_ORIGIN,
  commands: [{ line: 'show ip ospf neighbor', kind: 'read', lines: null }],
  devices: Array.from({ length: 40 }, (_, position) => ({
    deviceId: `device-${position}`,
    name: `router-${position}`,
    address: `192.0.2.${position + 1}`,
    port: 22,
    country: COUNTRIES[position % COUNTRIES.length]!,
    platform: 'cisco_ios',
    algorithms: 'modern',
    keepalive: true,
    jumpHostId: null,
    credentialId: 'sample',
    place: { site: SITES[position % SITES.length]!, area: null },
    batch: Math.floor(position / 10) + 1,
  })),
  batchSize: 10,
  strategy: 'batch',
  devicesPerHour: null,
  options: {
    ...DEFAULT_OPTIONS,
    canary: { size: 10, perPlatformAndCountry: false, after: 'wait' },
    stopRules: { failedDevices: 20, failedPercent: 10, failuresInRow: 5, commandRefusals: 3 },
  },
};

/** A job page's store that holds one moment, `change` made to a job that runs. */
export function sampleStore(change: (progress: JobProgress) => void): ProgressStore {
  const progress = initialProgress(PLAN);
  progress.state = 'running';
  progress.startedAt = ago(12);
  progress.counts = counts({ completed: 24, failed: 2, running: 4, pending: 10 });
  change(progress);
  const store = createProgressStore();
  store.apply({ type: 'snapshot', plan: headOf(PLAN), progress }, Date.now());
  return store;
}

const RUNNING = { ...initialProgress(PLAN).devices[0]!, state: 'running', startedAt: ago(1), commandTotal: 5 } as const;
const atCommand = { commandIndex: 3, command: 'show ip ospf database router detail' } as const;
const seconds = (count: number) => ago(count / 60);

/** What is usual for the command of the running devices. */
export const SAMPLE_USUAL = { samples: 40, p50: 2_400, p95: 4_000 };

/** A device in each way of running: connecting, at work, slow, silent, for the second time. */
export const SAMPLE_RUNNING: readonly DeviceProgress[] = [
  { ...RUNNING, deviceId: 'connecting', startedAt: seconds(2), phase: 'handshake' },
  {
    ...RUNNING,
    ...atCommand,
    deviceId: 'at work',
    commandStartedAt: seconds(2),
    received: { bytes: 48_211, at: seconds(0) },
  },
  {
    ...RUNNING,
    ...atCommand,
    deviceId: 'slow',
    commandStartedAt: seconds(42),
    received: { bytes: 1_200_000, at: seconds(0) },
  },
  { ...RUNNING, deviceId: 'silent', startedAt: seconds(95), phase: 'authenticating' },
  { ...RUNNING, ...atCommand, deviceId: 'again', retries: 1, commandStartedAt: seconds(1) },
];

const tile = (key: string, change: Partial<Counts>, failures: Tile['failures'] = [], queue = 0): Tile => {
  const own = counts(change);
  const p50 = own.completed + own.failed > 0 ? 2_400 : null;
  return { key, counts: own, failures, p50, p95: p50 && 8_100, queue };
};
const MANY: Tile['failures'] = FAILURE_KINDS.map((kind, at) => [kind, 40 - at]);

/** A tile of the wall in each state. */
export const SAMPLE_TILES: Readonly<Record<string, Tile>> = {
  waiting: tile('DE', { pending: 30 }, [], 30),
  running: tile('FR', { completed: 12, running: 4, pending: 14 }, [], 18),
  'one class of failure': tile('JP', { completed: 12, running: 4, failed: 3 }, [['auth_failed', 3]], 4),
  'two classes, all done': tile('BR', { completed: 12, failed: 5 }, [
    ['timeout', 4],
    ['algorithm_mismatch', 1],
  ]),
  'every class': tile('US', { completed: 1_200, failed: 480, running: 12 }, MANY, 12),
  'every class, all done': tile('GB', { completed: 1_200, failed: 480 }, MANY),
  'all completed': tile('NL', { completed: 24 }),
  'canceled and skipped': tile('IT', { completed: 2, canceled: 9, skipped: 3 }),
  picked: tile('ES', { completed: 9, pending: 4 }, [], 4),
};
