import { commandViews } from '@/domain/command';
import type { Counts } from '@/domain/event';
import { JOB_STATES, type JobPlan } from '@/domain/job';
import { DEFAULT_OPTIONS } from '@/domain/job-options';
import { NO_ORIGIN } from '@/domain/job-origin';
import { linesByPlatform } from '@/domain/platform-lines';
import { emptyCounts, initialProgress, type JobProgress, percentOf } from '@/domain/progress';
import { reasonText } from '@/domain/reason';
import { createProgressStore, type ProgressStore } from '../jobs/progress-store';
import type { JobListItem } from '../jobs/use-job-list';

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
  const { devices, idempotencyKey: _, commands, ...head } = PLAN;
  const plan = {
    ...head,
    commands: commandViews(commands),
    lines: linesByPlatform(commands, devices),
    totalDevices: devices.length,
    totalBatches: 4,
  };
  const store = createProgressStore();
  store.apply({ type: 'snapshot', plan, progress }, Date.now());
  return store;
}
